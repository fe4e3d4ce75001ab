import { StreamError } from '../../shared/errors.js';

/** Request that Stream has answered. */
export interface DeliveryRequest {
  /** Whether the request carried a token. */
  readonly hasToken: boolean;
  /**
   * Whether a playlist was requested: a 403 then refuses the page's origin; for a segment, which is signed itself, it
   * refuses the token.
   */
  readonly isPlaylist: boolean;
}

/**
 * Describes a status of Stream's delivery for viewers.
 *
 * @param status - HTTP status; 0 where there was no answer.
 */
export function describeDeliveryStatus(status: number, { hasToken, isPlaylist }: DeliveryRequest): StreamError {
  // A missing segment does not mean that the video is not ready: it has a playlist.
  if (!isPlaylist && (status === 204 || status === 404))
    return new StreamError('NETWORK', 'A part of the video is missing.', { retryable: true, status });
  const about = { retryable: true, ...(status && { status }) };
  switch (status) {
    case 204:
      return new StreamError('LIVE_NOT_STARTED', 'Nothing is sent to this live input.', about);
    case 401:
      return new StreamError(
        'TOKEN_REJECTED',
        hasToken ? 'Stream refused the token.' : 'Stream wants a token and the player has none.',
        { status },
      );
    case 403:
      return isPlaylist
        ? new StreamError('ORIGIN_NOT_ALLOWED', 'Stream does not give this video to this page.', { status })
        : new StreamError('TOKEN_REJECTED', 'Stream refused a segment.', { status });
    case 404:
      return new StreamError('VIDEO_PROCESSING', 'Stream has nothing to play for this video yet.', about);
    case 424:
      return new StreamError('VIDEO_FAILED', 'Stream could not process this video.', { status });
    default:
      return new StreamError('NETWORK', 'The video could not be loaded.', about);
  }
}
