import type { TranscriptWords } from './en.js';

/** The words in Swedish. */
export const words: TranscriptWords = {
  label: 'Transkription',
  search: 'Sök i transkriptionen',
  hits: '{number} av {count}',
  noHits: 'Inga träffar',
  previous: 'Föregående träff',
  next: 'Nästa träff',
  language: 'Språk',
  follow: 'Följ videon',
  loading: 'Transkriptionen laddas…',
  waiting: 'Transkriptionen visas när videon spelas.',
  none: 'Den här videon har inga undertexter.',
  noPlayer: 'Det finns ingen video till transkriptionen.',
  failed: 'Det gick inte att ladda transkriptionen.',
  track: 'Spår {number}',
};
