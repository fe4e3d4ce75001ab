import type { Backoff } from '../../shared/backoff.js';
import { backoffDelayMs } from '../../shared/backoff.js';
import type { StreamErrorCode } from '../../shared/errors.js';
import { pollDelayMs } from '../../shared/poll-delay.js';

/** Limits and delays of recovery, in one place. */
export const RECOVERY = {
  /** Delays before a token is requested again, for as long as the endpoint may come back. */
  token: { firstMs: 500, maxMs: 15_000 } satisfies Backoff,
  /** Longest `Retry-After` of a token endpoint that is respected: a viewer is waiting. */
  maxRetryAfterMs: 60_000,
  /** Delays before playlists and segments are requested again, for as long as the network may come back. */
  network: { firstMs: 1_000, maxMs: 15_000 } satisfies Backoff,
  /** Number of times a refused request is repeated with a new token before it fails. */
  refusals: 2,
  /** Immediate retries of one segment or playlist, before loading pauses. */
  repeats: { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 2_000 },
  /** Timeout for small responses: a token, a page's `getToken()`, a playlist. */
  answerMs: 10_000,
  /**
   * Delay before a token is also requested in the new way, when the page has changed its token endpoint or function
   * during a request. The first response wins.
   */
  askAlsoMs: 1_000,
  /** Timeout for a prefetched segment. */
  earlySegmentMs: 20_000,
  /** Delay before the engine's code is loaded even though the first segments have not arrived. */
  engineAfterMs: 3_000,
  /** Time for which prefetched responses are kept for a new engine. */
  keptForEngineMs: 10_000,
  /** Decoder resets without a restart: a second reset right after the first leaves hls.js waiting for data it has. */
  decoderResets: 1,
  /** Engine restarts if that did not help. */
  engineRestarts: 1,
  /** Distance to skip when decoding fails again at the same position. */
  skipSeconds: 0.5,
  /** Playback without failures after which all counts start over. */
  healthySeconds: 10,
  /** Delay before the position is nudged when playback is stuck despite buffered data. */
  nudgeAfterMs: 4_000,
  /** Delay before loading restarts when there is no data; after another one, the engine restarts. */
  reloadAfterMs: 12_000,
  /** Factor for `reloadAfterMs` while bytes still arrive, however slowly: a restart would lose them. */
  slowFactor: 6,
  /**
   * Number of times Stream may answer that there is no such video before it is believed: a new upload takes a while to
   * appear.
   */
  unknownTries: 6,
  /** Timeout for swapping the native engine's source. */
  swapMs: 20_000,
} as const;

/** Step to take after a playback failure. */
export type RecoveryStep =
  /** Restart the engine at its position. */
  | { readonly kind: 'restart'; readonly afterMs: number; readonly skipSeconds: number }
  /** Wait, then load again; the viewer is told once the buffer is empty. */
  | { readonly kind: 'wait'; readonly afterMs: number }
  /** Stop: the viewer has to decide. */
  | { readonly kind: 'stop' };

/**
 * Chooses the step after playback has failed `attempt` times in a row before (0 for the first time).
 *
 * @param random - A number in [0, 1).
 */
export function nextRecovery(code: StreamErrorCode, attempt: number, random: number = Math.random()): RecoveryStep {
  switch (code) {
    case 'NETWORK':
      return { kind: 'wait', afterMs: backoffDelayMs(attempt, RECOVERY.network, random) };
    case 'VIDEO_PROCESSING':
    case 'LIVE_NOT_STARTED':
    case 'LIVE_WEBRTC_ONLY':
      return { kind: 'wait', afterMs: pollDelayMs(attempt + 1, random) };
    case 'VIDEO_NOT_FOUND':
      return attempt < RECOVERY.unknownTries
        ? { kind: 'wait', afterMs: pollDelayMs(attempt + 1, random) }
        : { kind: 'stop' };
    case 'MEDIA_DECODE':
      return attempt < RECOVERY.engineRestarts
        ? { kind: 'restart', afterMs: 0, skipSeconds: RECOVERY.skipSeconds }
        : { kind: 'stop' };
    default:
      return { kind: 'stop' };
  }
}
