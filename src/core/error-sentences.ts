import type { StreamErrorCode } from './errors.js';

/**
 * One sentence for the viewer: what happened and what helps. No technical words.
 *
 * @since 0.1.0
 */
export function viewerSentence(code: StreamErrorCode): string {
  switch (code) {
    case 'TOKEN_ENDPOINT_UNREACHABLE':
      return 'The video cannot be opened right now. We keep trying.';
    case 'TOKEN_ENDPOINT_STATUS':
      return 'The video cannot be opened right now. Try again in a moment, or sign in again.';
    case 'TOKEN_REJECTED':
    case 'TOKEN_EXPIRED':
    case 'TOKEN_NOT_YET_VALID':
    case 'TOKEN_WRONG_VIDEO':
    case 'TOKEN_MALFORMED':
    case 'TOKEN_ENDPOINT_NOT_A_TOKEN':
      return 'You do not have access to this video at the moment. Reload the page, or sign in again.';
    case 'ORIGIN_NOT_ALLOWED':
      return 'This video may not be shown on this page.';
    case 'VIDEO_NOT_FOUND':
      return 'This video does not exist any more.';
    case 'VIDEO_FAILED':
      return 'This video could not be processed.';
    case 'NETWORK':
      return 'The connection was lost. Check your network, then try again.';
    case 'MEDIA_DECODE':
      return 'The video could not be played. Trying again may help.';
    case 'ENGINE_UNSUPPORTED':
      return 'This browser cannot play the video. Another or a newer one can.';
    case 'SOURCE_INVALID':
      return 'There is no video here.';
    default:
      return 'The video cannot be played right now.';
  }
}
