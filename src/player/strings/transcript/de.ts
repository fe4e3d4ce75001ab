import type { TranscriptWords } from './en.js';

/** The words in German. */
export const words: TranscriptWords = {
  label: 'Transkript',
  search: 'Transkript durchsuchen',
  hits: '{number} von {count}',
  noHits: 'Keine Treffer',
  previous: 'Voriger Treffer',
  next: 'Nächster Treffer',
  language: 'Sprache',
  follow: 'Video folgen',
  loading: 'Transkript wird geladen…',
  waiting: 'Das Transkript erscheint, sobald das Video läuft.',
  none: 'Dieses Video hat keine Untertitel.',
  noPlayer: 'Zu diesem Transkript gibt es kein Video.',
  failed: 'Das Transkript konnte nicht geladen werden.',
  track: 'Spur {number}',
};
