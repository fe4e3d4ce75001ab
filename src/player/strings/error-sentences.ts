import type { StreamErrorCode } from '../../shared/errors.js';

/**
 * One sentence for the viewer: what happened and what helps. No technical words.
 *
 * @since 0.1.0
 */
export function viewerSentence(code: StreamErrorCode): string {
  return SENTENCES[code] ?? 'The video cannot be played right now.';
}

const SENTENCES: Readonly<Partial<Record<StreamErrorCode, string>>> = {
  TOKEN_ENDPOINT_UNREACHABLE: 'The video cannot be opened right now. We keep trying.',
  TOKEN_ENDPOINT_STATUS: 'The video cannot be opened right now. Try again in a moment, or sign in again.',
  TOKEN_ENDPOINT_NOT_A_TOKEN: 'You may have been signed out. Sign in again, then try again.',
  TOKEN_MALFORMED: 'Your access to this video could not be read. Reload the page, or sign in again.',
  TOKEN_EXPIRED: 'Your access to this video has ended. Reload the page, or sign in again.',
  TOKEN_NOT_YET_VALID: 'Your access to this video has not begun yet. Try again in a moment.',
  TOKEN_WRONG_VIDEO: 'Your access is for another video. Reload the page.',
  TOKEN_REJECTED: 'You do not have access to this video at the moment. Reload the page, or sign in again.',
  ORIGIN_NOT_ALLOWED: 'This video may not be shown on this page.',
  VIDEO_NOT_FOUND: 'This video does not exist any more.',
  VIDEO_PROCESSING: 'This video is still being processed.',
  VIDEO_FAILED: 'This video could not be processed.',
  LIVE_NOT_STARTED: 'The broadcast is not live at the moment.',
  NETWORK: 'The connection was lost. Check your network, then try again.',
  MEDIA_DECODE: 'The video could not be played. Trying again may help.',
  ENGINE_UNSUPPORTED: 'This browser cannot play the video. Another or a newer one can.',
  SOURCE_INVALID: 'There is no video here.',
};
