import { StreamError } from '../core/errors.js';

/**
 * What it means to a viewer that Stream's delivery answered with this status.
 *
 * @param status - HTTP status; 0 where there was no answer.
 * @since 0.1.0
 */
export function describeDeliveryStatus(status: number): StreamError {
  const about = { retryable: true, ...(status && { status }) };
  switch (status) {
    case 401:
    case 403:
      return new StreamError('TOKEN_REJECTED', 'Stream refused the token.', about);
    case 404:
      return new StreamError('VIDEO_PROCESSING', 'Stream has nothing to play for this video yet.', about);
    case 424:
      return new StreamError('VIDEO_FAILED', 'Stream could not process this video.', { status });
    default:
      return new StreamError('NETWORK', 'The video could not be loaded.', about);
  }
}
