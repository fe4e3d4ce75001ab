import type { TranscriptWords } from './en.js';

/** The words in Dutch. */
export const words: TranscriptWords = {
  label: 'Transcript',
  search: 'Zoeken in transcript',
  hits: '{number} van {count}',
  noHits: 'Geen resultaten',
  previous: 'Vorig resultaat',
  next: 'Volgend resultaat',
  language: 'Taal',
  follow: 'Video volgen',
  loading: 'Transcript laden…',
  waiting: 'Het transcript verschijnt als je de video afspeelt.',
  none: 'Deze video heeft geen ondertiteling.',
  noPlayer: 'Er is geen video bij dit transcript.',
  failed: 'Het transcript kon niet worden geladen.',
  track: 'Spoor {number}',
};
