import type { ThumbnailWords } from './en.js';

/** The words in Hebrew. */
export const words: ThumbnailWords = {
  label: 'תמונה ממוזערת',
  open: 'בחירת תמונה ממוזערת',
  again: 'שינוי התמונה הממוזערת',
  video: 'סרטון',
  preview: 'הסרטון שלכם',
  moment: 'מיקום',
  play: 'הפעלה',
  pause: 'השהיה',
  use: 'שימוש בפריים הזה',
  cancel: 'ביטול',
  saving: 'התמונה הממוזערת נשמרת…',
  saved: 'התמונה הממוזערת נקבעה ב־{time}.',
  failed: 'לא ניתן היה לשמור את התמונה הממוזערת.',
  retry: 'ניסיון חוזר',
  unreadable: 'הדפדפן הזה לא יכול להפעיל את הסרטון הזה, ולכן אי אפשר לבחור כאן תמונה ממוזערת.',
};
