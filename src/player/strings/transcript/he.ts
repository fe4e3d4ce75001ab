import type { TranscriptWords } from './en.js';

/** The words in Hebrew. */
export const words: TranscriptWords = {
  label: 'תמליל',
  search: 'חיפוש בתמליל',
  hits: '{number} מתוך {count}',
  noHits: 'אין תוצאות',
  previous: 'התוצאה הקודמת',
  next: 'התוצאה הבאה',
  language: 'שפה',
  follow: 'מעקב אחרי הסרטון',
  loading: 'התמליל נטען…',
  waiting: 'התמליל יופיע עם הפעלת הסרטון.',
  none: 'לסרטון הזה אין כתוביות.',
  noPlayer: 'אין סרטון לתמליל הזה.',
  failed: 'לא ניתן היה לטעון את התמליל.',
  track: 'רצועה {number}',
};
