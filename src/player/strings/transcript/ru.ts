import type { TranscriptWords } from './en.js';

/** The words in Russian. */
export const words: TranscriptWords = {
  label: 'Расшифровка',
  search: 'Поиск по расшифровке',
  hits: '{number} из {count}',
  noHits: 'Ничего не найдено',
  previous: 'Предыдущий результат',
  next: 'Следующий результат',
  language: 'Язык',
  follow: 'Следовать за видео',
  loading: 'Загружаем расшифровку…',
  waiting: 'Расшифровка появится, когда начнётся видео.',
  none: 'У этого видео нет субтитров.',
  noPlayer: 'Для этой расшифровки нет видео.',
  failed: 'Не удалось загрузить расшифровку.',
  track: 'Дорожка {number}',
};
