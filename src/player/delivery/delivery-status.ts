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
    return new StreamError('NETWORK', 'A segment of the video is missing.', { retryable: true, status });
  const about = { retryable: true, ...(status && { status }) };
  switch (status) {
    case 204:
      return new StreamError('LIVE_NOT_STARTED', 'The live input is not receiving anything.', about);
    case 401:
      return new StreamError(
        'TOKEN_REJECTED',
        hasToken ? 'Stream rejected the token.' : 'Stream requires a token and the player has none.',
        { status },
      );
    case 403:
      return isPlaylist
        ? new StreamError('ORIGIN_NOT_ALLOWED', 'Stream does not allow this video on this site.', { status })
        : new StreamError('TOKEN_REJECTED', 'Stream rejected the request for a segment.', { status });
    case 404:
      return new StreamError('VIDEO_PROCESSING', 'The video is not ready to play yet.', about);
    case 424:
      return new StreamError('VIDEO_FAILED', 'Stream could not process this video.', { status });
    default:
      return new StreamError('NETWORK', 'The video could not be loaded.', about);
  }
}
