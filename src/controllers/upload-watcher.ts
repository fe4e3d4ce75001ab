import { fetchVideoStatus, type VideoStatus } from '../client/status-client.js';
import { StreamError } from '../core/errors.js';
import { pollDelayMs } from '../core/upload-poll.js';
import { waitForRetry } from './upload-wait.js';

/** How many answers in a row may be missing before the person is told. */
const TOLERATED_FAILURES = 6;

/**
 * Asks a status endpoint until a video is ready or has failed.
 *
 * @throws {StreamError} `STATUS_ENDPOINT_UNREACHABLE` or `VIDEO_NOT_FOUND` after several tries in a row.
 * @throws the signal's reason when it was aborted.
 * @since 0.1.0
 */
export async function watchVideo(
  endpoint: string,
  uid: string,
  { signal, onStatus }: { readonly signal: AbortSignal; readonly onStatus: (status: VideoStatus) => void },
): Promise<VideoStatus> {
  let failures = 0;
  for (let asked = 1; ; asked += 1) {
    try {
      const status = await fetchVideoStatus(endpoint, uid, { signal });
      failures = 0;
      if (status.status === 'ready' || status.status === 'error') return status;
      onStatus(status);
    } catch (error) {
      signal.throwIfAborted();
      failures += 1;
      if (!(error instanceof StreamError) || failures > TOLERATED_FAILURES) throw error;
    }
    await waitForRetry(pollDelayMs(asked), signal);
  }
}

/**
 * Whether Stream has every byte of a video, as far as a status endpoint knows.
 *
 * @since 0.1.0
 */
export async function isVideoComplete(endpoint: string, uid: string, signal: AbortSignal): Promise<boolean> {
  if (!endpoint) return false;
  try {
    const { status } = await fetchVideoStatus(endpoint, uid, { signal });
    return status === 'processing' || status === 'ready';
  } catch {
    return false;
  }
}
