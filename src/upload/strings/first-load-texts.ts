import {
  CHECKING,
  CHOOSE,
  CHOOSE_FOLDER,
  CHOOSE_MANY,
  CONNECTION,
  LIMITS,
  LIMITS_WITH_LENGTH,
  PROMPT,
  PROMPT_MANY,
  PROMPT_OVER,
  REQUIRED,
  UNFINISHED,
  UPLOADER,
} from './en.js';
import { formatLimits, type UploadLimits } from './format.js';
import type { UploadTexts } from './texts.js';

const words = {
  label: UPLOADER,
  prompt: PROMPT,
  promptMany: PROMPT_MANY,
  promptOver: PROMPT_OVER,
  choose: CHOOSE,
  chooseMany: CHOOSE_MANY,
  chooseFolder: CHOOSE_FOLDER,
  required: REQUIRED,
  unfinished: UNFINISHED,
  limits: LIMITS,
  limitsWithLength: LIMITS_WITH_LENGTH,
  checking: CHECKING,
  waits: { connection: CONNECTION },
};

/**
 * English texts of the first load: all that is shown before a file is chosen. The code that sends files replaces them.
 */
export const firstLoadTexts = {
  words,
  locale: 'en',
  limits: (limits: UploadLimits) => formatLimits(words, 'en', limits),
} as unknown as UploadTexts;
