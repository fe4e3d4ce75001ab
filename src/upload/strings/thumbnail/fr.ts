import type { ThumbnailWords } from './en.js';

/** The words in French. */
export const words: ThumbnailWords = {
  label: 'Miniature',
  open: 'Choisir une miniature',
  again: 'Changer la miniature',
  video: 'Vidéo',
  preview: 'Votre vidéo',
  moment: 'Position',
  play: 'Lire',
  pause: 'Pause',
  use: 'Utiliser cette image',
  cancel: 'Annuler',
  saving: 'Enregistrement de la miniature…',
  saved: 'Miniature définie à {time}.',
  failed: 'La miniature n’a pas pu être enregistrée.',
  retry: 'Réessayer',
  unreadable: 'Ce navigateur ne peut pas lire cette vidéo\u00a0: vous ne pouvez donc pas choisir de miniature ici.',
};
