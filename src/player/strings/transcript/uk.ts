import type { TranscriptWords } from './en.js';

/** The words in Ukrainian. */
export const words: TranscriptWords = {
  label: 'Транскрипція',
  search: 'Пошук у транскрипції',
  hits: '{number} із {count}',
  noHits: 'Нічого не знайдено',
  previous: 'Попередній результат',
  next: 'Наступний результат',
  language: 'Мова',
  follow: 'Стежити за відео',
  loading: 'Завантажуємо транскрипцію…',
  waiting: 'Транскрипція з’явиться, коли почнеться відео.',
  none: 'У цього відео немає субтитрів.',
  noPlayer: 'Для цієї транскрипції немає відео.',
  failed: 'Не вдалося завантажити транскрипцію.',
  track: 'Доріжка {number}',
};
