import type { TranscriptWords } from './en.js';

/** The words in Portuguese. */
export const words: TranscriptWords = {
  label: 'Transcrição',
  search: 'Pesquisar na transcrição',
  hits: '{number} de {count}',
  noHits: 'Sem resultados',
  previous: 'Resultado anterior',
  next: 'Resultado seguinte',
  language: 'Idioma',
  follow: 'Acompanhar o vídeo',
  loading: 'Carregando a transcrição…',
  waiting: 'A transcrição aparece quando o vídeo é reproduzido.',
  none: 'Este vídeo não tem legendas.',
  noPlayer: 'Não há vídeo para esta transcrição.',
  failed: 'Não foi possível carregar a transcrição.',
  track: 'Faixa {number}',
};
