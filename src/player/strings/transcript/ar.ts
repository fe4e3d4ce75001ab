import type { TranscriptWords } from './en.js';

/** The words in Arabic. */
export const words: TranscriptWords = {
  label: 'النص المكتوب',
  search: 'البحث في النص',
  hits: '{number} من {count}',
  noHits: 'لا توجد نتائج',
  previous: 'النتيجة السابقة',
  next: 'النتيجة التالية',
  language: 'اللغة',
  follow: 'متابعة الفيديو',
  loading: 'جارٍ تحميل النص…',
  waiting: 'يظهر النص عند تشغيل الفيديو.',
  none: 'لا توجد ترجمة لهذا الفيديو.',
  noPlayer: 'لا يوجد فيديو لهذا النص.',
  failed: 'تعذّر تحميل النص.',
  track: 'المسار {number}',
};
