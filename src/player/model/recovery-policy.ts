import type { Backoff } from '../../shared/backoff.js';
import { backoffDelayMs } from '../../shared/backoff.js';
import type { StreamErrorCode } from '../../shared/errors.js';
import { pollDelayMs } from '../../shared/poll-delay.js';

/**
 * Every number that recovery goes by, in one place.
 *
 * @since 0.1.0
 */
export const RECOVERY = {
  /** Pauses before a token is asked for again, for as long as the endpoint may come back. */
  token: { firstMs: 500, maxMs: 15_000 } satisfies Backoff,
  /** Pauses before playlists and segments are asked for again, for as long as the network may come back. */
  network: { firstMs: 1_000, maxMs: 15_000 } satisfies Backoff,
  /** How often a request that Stream refused is repeated with a new token before it counts as failed. */
  refusals: 2,
  /** How often one segment or playlist is asked for again at once, before loading pauses. */
  repeats: { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 2_000 },
  /** What is small and has not arrived after so many milliseconds is lost: a token, a playlist. */
  answerMs: 10_000,
  /** The same for a segment that is fetched ahead of the engine. */
  earlySegmentMs: 20_000,
  /** How often the decoder is set up anew in place: a second time at once leaves hls.js waiting for what it has. */
  decoderResets: 1,
  /** How often the engine is set up anew where that did not help. */
  engineRestarts: 1,
  /** A decoder that fails in the same place again is helped past it, by so many seconds. */
  skipSeconds: 0.5,
  /** Playback is healthy again, and all counts start anew, after so many seconds without trouble. */
  healthySeconds: 10,
  /** Standing still with something to play: the position is nudged after so many milliseconds. */
  nudgeAfterMs: 4_000,
  /** Standing still with nothing to play: loading is started anew after so many milliseconds, after as many again the engine. */
  reloadAfterMs: 12_000,
  /** How many times as long it may take where something arrives, however slowly: to begin anew would never end. */
  slowFactor: 6,
  /** How often Stream may answer that there is no such video before it is believed: an upload takes a while to be known. */
  unknownTries: 6,
  /** A swap of the native engine's source is given up after so many milliseconds. */
  swapMs: 20_000,
} as const;

/** What is done about a failure of playback. */
export type RecoveryStep =
  /** Set the engine up anew, from where it was. */
  | { readonly kind: 'restart'; readonly afterMs: number; readonly skipSeconds: number }
  /** Wait, then load again; the viewer is told once there is nothing left to play. */
  | { readonly kind: 'wait'; readonly afterMs: number }
  /** It is for the viewer to decide. */
  | { readonly kind: 'stop' };

/**
 * What to do after playback has failed for the `attempt`-th time in a row (0 for the first).
 *
 * @param random - A number in [0, 1).
 * @since 0.1.0
 */
export function nextRecovery(code: StreamErrorCode, attempt: number, random: number = Math.random()): RecoveryStep {
  switch (code) {
    case 'NETWORK':
      return { kind: 'wait', afterMs: backoffDelayMs(attempt, RECOVERY.network, random) };
    case 'VIDEO_PROCESSING':
    case 'LIVE_NOT_STARTED':
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
