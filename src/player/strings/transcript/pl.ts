import type { TranscriptWords } from './en.js';

/** The words in Polish. */
export const words: TranscriptWords = {
  label: 'Transkrypcja',
  search: 'Szukaj w transkrypcji',
  hits: '{number} z {count}',
  noHits: 'Brak wyników',
  previous: 'Poprzedni wynik',
  next: 'Następny wynik',
  language: 'Język',
  follow: 'Śledź film',
  loading: 'Wczytywanie transkrypcji…',
  waiting: 'Transkrypcja pojawi się po uruchomieniu filmu.',
  none: 'Ten film nie ma napisów.',
  noPlayer: 'Nie ma filmu do tej transkrypcji.',
  failed: 'Nie udało się wczytać transkrypcji.',
  track: 'Ścieżka {number}',
};
