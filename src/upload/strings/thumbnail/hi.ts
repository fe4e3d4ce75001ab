import type { ThumbnailWords } from './en.js';

/** The words in Hindi. */
export const words: ThumbnailWords = {
  label: 'थंबनेल',
  open: 'थंबनेल चुनें',
  again: 'थंबनेल बदलें',
  video: 'वीडियो',
  preview: 'आपका वीडियो',
  moment: 'स्थिति',
  play: 'चलाएँ',
  pause: 'रोकें',
  use: 'यह फ़्रेम इस्तेमाल करें',
  cancel: 'रद्द करें',
  saving: 'थंबनेल सेव हो रहा है…',
  saved: 'थंबनेल {time} पर सेट किया गया।',
  failed: 'थंबनेल सेव नहीं हो सका।',
  retry: 'फिर से कोशिश करें',
  unreadable: 'यह ब्राउज़र यह वीडियो नहीं चला सकता, इसलिए यहाँ थंबनेल नहीं चुना जा सकता।',
};
