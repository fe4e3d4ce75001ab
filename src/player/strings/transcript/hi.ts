import type { TranscriptWords } from './en.js';

/** The words in Hindi. */
export const words: TranscriptWords = {
  label: 'ट्रांसक्रिप्ट',
  search: 'ट्रांसक्रिप्ट में खोजें',
  hits: '{count} में से {number}',
  noHits: 'कोई नतीजा नहीं',
  previous: 'पिछला नतीजा',
  next: 'अगला नतीजा',
  language: 'भाषा',
  follow: 'वीडियो के साथ चलें',
  loading: 'ट्रांसक्रिप्ट लोड हो रही है…',
  waiting: 'वीडियो चलने पर ट्रांसक्रिप्ट दिखेगी।',
  none: 'इस वीडियो के सबटाइटल नहीं हैं।',
  noPlayer: 'इस ट्रांसक्रिप्ट का कोई वीडियो नहीं है।',
  failed: 'ट्रांसक्रिप्ट लोड नहीं हो सकी।',
  track: 'ट्रैक {number}',
};
