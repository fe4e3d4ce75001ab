import type { TranscriptWords } from './en.js';

/** The words in Turkish. */
export const words: TranscriptWords = {
  label: 'Transkript',
  search: 'Transkriptte ara',
  hits: '{number} / {count}',
  noHits: 'Sonuç yok',
  previous: 'Önceki sonuç',
  next: 'Sonraki sonuç',
  language: 'Dil',
  follow: 'Videoyu takip et',
  loading: 'Transkript yükleniyor…',
  waiting: 'Transkript, video oynatılınca görünür.',
  none: 'Bu videonun altyazısı yok.',
  noPlayer: 'Bu transkriptin videosu yok.',
  failed: 'Transkript yüklenemedi.',
  track: 'Parça {number}',
};
