import type { TranscriptWords } from './en.js';

/** The words in Spanish. */
export const words: TranscriptWords = {
  label: 'Transcripción',
  search: 'Buscar en la transcripción',
  hits: '{number} de {count}',
  noHits: 'Sin resultados',
  previous: 'Resultado anterior',
  next: 'Resultado siguiente',
  language: 'Idioma',
  follow: 'Seguir el vídeo',
  loading: 'Cargando la transcripción…',
  waiting: 'La transcripción aparece al reproducir el vídeo.',
  none: 'Este vídeo no tiene subtítulos.',
  noPlayer: 'No hay ningún vídeo para esta transcripción.',
  failed: 'No se ha podido cargar la transcripción.',
  track: 'Pista {number}',
};
