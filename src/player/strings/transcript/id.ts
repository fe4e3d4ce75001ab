import type { TranscriptWords } from './en.js';

/** The words in Indonesian. */
export const words: TranscriptWords = {
  label: 'Transkrip',
  search: 'Cari di transkrip',
  hits: '{number} dari {count}',
  noHits: 'Tidak ada hasil',
  previous: 'Hasil sebelumnya',
  next: 'Hasil berikutnya',
  language: 'Bahasa',
  follow: 'Ikuti video',
  loading: 'Memuat transkrip…',
  waiting: 'Transkrip muncul saat video diputar.',
  none: 'Video ini tidak memiliki subtitel.',
  noPlayer: 'Tidak ada video untuk transkrip ini.',
  failed: 'Transkrip tidak dapat dimuat.',
  track: 'Trek {number}',
};
