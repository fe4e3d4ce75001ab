import type { ThumbnailWords } from './en.js';

/** The words in Arabic. */
export const words: ThumbnailWords = {
  label: 'الصورة المصغرة',
  open: 'اختيار صورة مصغرة',
  again: 'تغيير الصورة المصغرة',
  video: 'الفيديو',
  preview: 'الفيديو الخاص بك',
  moment: 'الموضع',
  play: 'تشغيل',
  pause: 'إيقاف مؤقت',
  use: 'استخدام هذه اللقطة',
  cancel: 'إلغاء',
  saving: 'جارٍ حفظ الصورة المصغرة…',
  saved: 'ضُبطت الصورة المصغرة عند {time}.',
  failed: 'تعذر حفظ الصورة المصغرة.',
  retry: 'إعادة المحاولة',
  unreadable: 'لا يستطيع هذا المتصفح تشغيل هذا الفيديو، لذلك لا يمكنك اختيار صورة مصغرة هنا.',
};
