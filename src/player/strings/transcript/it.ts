import type { TranscriptWords } from './en.js';

/** The words in Italian. */
export const words: TranscriptWords = {
  label: 'Trascrizione',
  search: 'Cerca nella trascrizione',
  hits: '{number} di {count}',
  noHits: 'Nessun risultato',
  previous: 'Risultato precedente',
  next: 'Risultato successivo',
  language: 'Lingua',
  follow: 'Segui il video',
  loading: 'Caricamento della trascrizione…',
  waiting: 'La trascrizione appare quando si riproduce il video.',
  none: 'Questo video non ha sottotitoli.',
  noPlayer: 'Non c’è un video per questa trascrizione.',
  failed: 'Non è stato possibile caricare la trascrizione.',
  track: 'Traccia {number}',
};
