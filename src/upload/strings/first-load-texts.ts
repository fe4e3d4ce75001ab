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
 * English of the uploader before a file is wanted: all that is said until then. What the code brings that sends files takes
 * its place.
 */
export const firstLoadTexts = {
  words,
  locale: 'en',
  limits: (limits: UploadLimits) => formatLimits(words, 'en', limits),
} as unknown as UploadTexts;
