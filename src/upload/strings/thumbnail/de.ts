import type { ThumbnailWords } from './en.js';

/** The words in German. */
export const words: ThumbnailWords = {
  label: 'Vorschaubild',
  open: 'Vorschaubild auswählen',
  again: 'Vorschaubild ändern',
  video: 'Video',
  preview: 'Ihr Video',
  moment: 'Position',
  play: 'Abspielen',
  pause: 'Pause',
  use: 'Dieses Bild verwenden',
  cancel: 'Abbrechen',
  saving: 'Vorschaubild wird gespeichert …',
  saved: 'Vorschaubild auf {time} gesetzt.',
  failed: 'Das Vorschaubild konnte nicht gespeichert werden.',
  retry: 'Erneut versuchen',
  unreadable: 'Dieser Browser kann dieses Video nicht abspielen. Deshalb können Sie hier kein Vorschaubild auswählen.',
};
