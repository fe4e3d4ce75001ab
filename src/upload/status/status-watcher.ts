import { fetchVideoStatus, type VideoStatus } from './status-client.js';
import { StreamError } from '../../shared/errors.js';
import { pollDelayMs } from '../../shared/poll-delay.js';
import { RETRY, retryDelayMs } from '../model/retry-policy.js';
import { isOffline, waitForRetry } from '../model/network.js';

/**
 * Asks a status endpoint until a video is ready or has failed.
 *
 * @throws {StreamError} `STATUS_ENDPOINT_UNREACHABLE` or `VIDEO_NOT_FOUND` after a minute without a usable answer.
 * @throws the signal's reason when it was aborted.
 */
export async function watchVideo(
  endpoint: string,
  uid: string,
  { signal, onStatus }: { readonly signal: AbortSignal; readonly onStatus: (status: VideoStatus) => void },
): Promise<VideoStatus> {
  let missingSince: number | undefined;
  for (let asked = 1; ; asked += 1) {
    let askedMs: number | null = null;
    try {
      const status = await fetchVideoStatus(endpoint, uid, { signal });
      missingSince = undefined;
      if (status.status === 'ready' || status.status === 'error') return status;
      onStatus(status);
    } catch (error) {
      signal.throwIfAborted();
      missingSince ??= performance.now();
      // Neither a wait that the server asked for nor a missing network counts.
      if (isOffline()) missingSince = performance.now();
      askedMs = error instanceof StreamError ? error.retryAfterMs : null;
      if (!(error instanceof StreamError) || performance.now() - missingSince > RETRY.status.toleratedMs) throw error;
    }
    if (askedMs === null) await waitForRetry(pollDelayMs(asked), signal);
    else {
      const waitMs = Math.max(pollDelayMs(asked), retryDelayMs(1, askedMs));
      await waitForRetry(waitMs, signal, true);
      missingSince = (missingSince ?? 0) + waitMs;
    }
  }
}

/**
 * Whether Stream has every byte of a video, as far as a status endpoint knows. An endpoint that gives no answer is asked
 * again: to believe too early that bytes are missing means to send all of them again.
 *
 * @throws the signal's reason when it was aborted.
 */
export async function isVideoComplete(endpoint: string, uid: string, signal: AbortSignal): Promise<boolean> {
  if (!endpoint) return false;
  for (let attempt = 1; ; attempt += 1) {
    let askedMs: number | null = null;
    try {
      const { status } = await fetchVideoStatus(endpoint, uid, { signal });
      return status === 'processing' || status === 'ready';
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof StreamError) askedMs = error.retryAfterMs;
      const isUnknown = error instanceof StreamError && error.code === 'VIDEO_NOT_FOUND';
      if (isUnknown || attempt >= RETRY.status.completeTries) return false;
    }
    await waitForRetry(retryDelayMs(attempt, askedMs), signal, askedMs !== null);
  }
}
