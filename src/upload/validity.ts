import { uidOf, type UploadValidity } from './form-control.js';
import { EMPTY_UPLOAD, isStatusUnknown, type UploadState } from './model/upload-state.js';
import type { UploadWords } from './strings/words.js';

/**
 * Computes whether a form with an upload in this state may be submitted: not while bytes are missing, so that no form
 * goes out with half a video, and not without a video where one is required.
 */
export function validityOf(state: UploadState, required: boolean, words: UploadWords): UploadValidity {
  switch (state.status) {
    case 'processing':
    case 'ready':
      return { flags: {}, message: '' };
    case 'checking':
    case 'uploading':
      return { flags: { customError: true }, message: words.unfinished };
    case 'paused':
      return { flags: { customError: true }, message: words.unresumed };
    case 'error':
      if (isStatusUnknown(state)) return { flags: {}, message: '' };
      return { flags: { customError: true }, message: words.failed };
    default:
      return required ? { flags: { valueMissing: true }, message: words.required } : { flags: {}, message: '' };
  }
}

/**
 * Computes the validity of several uploads: the first that keeps the form from being submitted decides. An upload that
 * is only offered does not count as a video.
 */
export function validityOfAll(states: readonly UploadState[], required: boolean, words: UploadWords): UploadValidity {
  const bad = states.find((state) => validityOf(state, false, words).message !== '');
  const hasVideo = states.some((state) => uidOf(state) !== '');
  return validityOf(bad ?? EMPTY_UPLOAD, required && !bad && !hasVideo, words);
}
