import type { TranscriptWords } from './en.js';

/** The words in French. */
export const words: TranscriptWords = {
  label: 'Transcription',
  search: 'Rechercher dans la transcription',
  hits: '{number} sur {count}',
  noHits: 'Aucun résultat',
  previous: 'Résultat précédent',
  next: 'Résultat suivant',
  language: 'Langue',
  follow: 'Suivre la vidéo',
  loading: 'Chargement de la transcription…',
  waiting: 'La transcription apparaît à la lecture de la vidéo.',
  none: 'Cette vidéo n’a pas de sous-titres.',
  noPlayer: 'Il n’y a pas de vidéo pour cette transcription.',
  failed: 'Impossible de charger la transcription.',
  track: 'Piste {number}',
};
