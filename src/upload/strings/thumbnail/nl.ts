import type { ThumbnailWords } from './en.js';

/** The words in Dutch. */
export const words: ThumbnailWords = {
  label: 'Thumbnail',
  open: 'Thumbnail kiezen',
  again: 'Thumbnail wijzigen',
  video: 'Video',
  preview: 'Je video',
  moment: 'Positie',
  play: 'Afspelen',
  pause: 'Pauzeren',
  use: 'Dit beeld gebruiken',
  cancel: 'Annuleren',
  saving: 'Thumbnail opslaan…',
  saved: 'Thumbnail ingesteld op {time}.',
  failed: 'De thumbnail kon niet worden opgeslagen.',
  retry: 'Opnieuw proberen',
  unreadable: 'Deze browser kan de video niet afspelen. Daarom kun je hier geen thumbnail kiezen.',
};
