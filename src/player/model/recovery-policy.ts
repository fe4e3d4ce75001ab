import type { Backoff } from '../../shared/backoff.js';
import { backoffDelayMs } from '../../shared/backoff.js';
import type { StreamErrorCode } from '../../shared/errors.js';
import { pollDelayMs } from '../../shared/poll-delay.js';

/** Numbers that recovery goes by, all in one place. */
export const RECOVERY = {
  /** Pauses before a token is asked for again, for as long as the endpoint may come back. */
  token: { firstMs: 500, maxMs: 15_000 } satisfies Backoff,
  /** Longest `Retry-After` of a token endpoint that is obeyed: somebody waits to watch. */
  maxRetryAfterMs: 60_000,
  /** Pauses before playlists and segments are asked for again, for as long as the network may come back. */
  network: { firstMs: 1_000, maxMs: 15_000 } satisfies Backoff,
  /** Number of times a refused request is repeated with a new token before it counts as failed. */
  refusals: 2,
  /** Number of times one segment or playlist is requested again at once, before loading pauses. */
  repeats: { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 2_000 },
  /** Timeout for what is small: a token, a page's own function that gets one, a playlist. */
  answerMs: 10_000,
  /**
   * When the page has changed how tokens are got while a request is under way: time after which the new way is tried as well.
   * The first answer counts.
   */
  askAlsoMs: 1_000,
  /** Timeout for a segment that is fetched ahead of the engine. */
  earlySegmentMs: 20_000,
  /** Time after which the engine's code is fetched although the first segments have not come. */
  engineAfterMs: 3_000,
  /** Time for which what was fetched ahead is kept once there is an engine that may ask for it. */
  keptForEngineMs: 10_000,
  /** Number of times the decoder is reset in place: a second reset right after the first leaves hls.js waiting for data it has. */
  decoderResets: 1,
  /** Number of times the engine is restarted where that did not help. */
  engineRestarts: 1,
  /** Distance by which a decoder that fails in the same place again is moved past it. */
  skipSeconds: 0.5,
  /** Time without trouble after which playback is healthy again, and all counts start over. */
  healthySeconds: 10,
  /** Time after which the position is nudged when playback stands still with something to play. */
  nudgeAfterMs: 4_000,
  /** Time after which loading restarts when there is nothing to play; after the same time again, the engine restarts. */
  reloadAfterMs: 12_000,
  /** Multiplies `reloadAfterMs` while bytes still arrive, however slowly: starting over would lose them. */
  slowFactor: 6,
  /**
   * Number of times Stream may deny that there is such a video before it is believed: uploads take a while to be known.
   */
  unknownTries: 6,
  /** Timeout for a swap of the native engine's source. */
  swapMs: 20_000,
} as const;

/** Step that is taken after a failure of playback. */
export type RecoveryStep =
  /** Restart the engine, from where it was. */
  | { readonly kind: 'restart'; readonly afterMs: number; readonly skipSeconds: number }
  /** Wait, then load again; the viewer is told once there is nothing left to play. */
  | { readonly kind: 'wait'; readonly afterMs: number }
  /** It is for the viewer to decide. */
  | { readonly kind: 'stop' };

/**
 * Chooses the step after playback has failed for the `attempt`-th time in a row (0 for the first).
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
