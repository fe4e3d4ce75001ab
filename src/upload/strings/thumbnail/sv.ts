import type { ThumbnailWords } from './en.js';

/** The words in Swedish. */
export const words: ThumbnailWords = {
  label: 'Miniatyr',
  open: 'Välj miniatyr',
  again: 'Byt miniatyr',
  video: 'Video',
  preview: 'Din video',
  moment: 'Position',
  play: 'Spela upp',
  pause: 'Pausa',
  use: 'Använd den här bildrutan',
  cancel: 'Avbryt',
  saving: 'Miniatyren sparas…',
  saved: 'Miniatyren är satt till {time}.',
  failed: 'Det gick inte att spara miniatyren.',
  retry: 'Försök igen',
  unreadable: 'Webbläsaren kan inte spela upp videon, så du kan inte välja miniatyr här.',
};
