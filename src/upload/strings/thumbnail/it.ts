import type { ThumbnailWords } from './en.js';

/** The words in Italian. */
export const words: ThumbnailWords = {
  label: 'Miniatura',
  open: 'Scegli una miniatura',
  again: 'Cambia miniatura',
  video: 'Video',
  preview: 'Il tuo video',
  moment: 'Posizione',
  play: 'Riproduci',
  pause: 'Pausa',
  use: 'Usa questo fotogramma',
  cancel: 'Annulla',
  saving: 'Salvataggio della miniatura…',
  saved: 'Miniatura impostata a {time}.',
  failed: 'Non è stato possibile salvare la miniatura.',
  retry: 'Riprova',
  unreadable: 'Questo browser non può riprodurre il video, quindi qui non puoi scegliere una miniatura.',
};
