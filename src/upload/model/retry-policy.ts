import { backoffDelayMs, type Backoff } from '../../shared/backoff.js';
import { MIN_CHUNK_BYTES, toChunkBytes } from './limits.js';
import * as RETRY from './retry-limits.js';
import type { TransportFailure } from './transport-failure.js';

/** Delays between two attempts, unless the server requests a longer one. Half of each is random. */
const BACKOFF: Backoff = { firstMs: 1_000, maxMs: 30_000 };
/** Statuses below 500 for which a retry may help. After 409, and tus's 460, the offset is requested again. */
const TEMPORARY_STATUSES: readonly number[] = [408, 409, 423, 425, 429, 460];
/** Statuses from 500 on for which a retry will not help: the server does not support the request. */
const LASTING_STATUSES: readonly number[] = [501, 505];
/** Statuses of an upload URL that no longer exists. */
const GONE_STATUSES: readonly number[] = [404, 410];
/** Statuses of a server that is still handling another request for the same upload. */
export const BUSY_STATUSES: readonly number[] = [409, 423];

/** Reaction to a failed attempt: retry, get a new upload URL, or give up. */
export type RetryDecision = 'retry' | 'renew' | 'reject' | 'file-changed';

/**
 * Decides what follows a failed attempt to send a file.
 *
 * @param invalidAnswers - Number of consecutive impossible responses, including this one.
 * @param hasBytes - Whether the server has acknowledged any bytes.
 */
export function decideRetry(
  failure: Pick<TransportFailure, 'kind' | 'status'>,
  invalidAnswers = 0,
  hasBytes = false,
): RetryDecision {
  const mostInvalid = hasBytes ? RETRY.invalidAnswersWithBytes : RETRY.invalidAnswers;
  if (failure.kind === 'file') return 'file-changed';
  if (failure.kind === 'answer') return invalidAnswers < mostInvalid ? 'retry' : 'renew';
  if (failure.kind === 'mismatch') return 'renew';
  if (failure.kind === 'network') return 'retry';
  if (isTemporaryStatus(failure.status)) return 'retry';
  return GONE_STATUSES.includes(failure.status) ? 'renew' : 'reject';
}

/** Tells whether a retry may help after an HTTP status: 408, 409, 423, 425, 429, 460 and 5xx except 501 and 505. */
export function isTemporaryStatus(status: number): boolean {
  return TEMPORARY_STATUSES.includes(status) || (status >= 500 && !LASTING_STATUSES.includes(status));
}

/**
 * Computes the delay before an upload is retried, in milliseconds: growing, with jitter, and at least what the server
 * has requested. `Retry-After: 0` does not shorten it.
 *
 * @param attempt - Number of consecutive attempts without progress, from 1.
 * @param retryAfterMs - Value of `Retry-After` in milliseconds, or `null`.
 * @param random - A number in [0, 1).
 */
export function retryDelayMs(attempt: number, retryAfterMs: number | null, random: number = Math.random()): number {
  const growing = backoffDelayMs(Math.max(0, attempt - 1), BACKOFF, random);
  if (retryAfterMs === null) return growing;
  return Math.max(growing, Math.min(retryAfterMs, RETRY.maxRetryAfterMs) + random * RETRY.retryAfterJitterMs);
}

/**
 * Computes the size of the chunk after one of `sentBytes` that took `tookMs`, in bytes: what the connection carries in
 * about eight seconds, within Stream's limits. Between two chunks, nothing is sent for a round trip or more, so that the
 * fastest connections gain from the largest ones.
 */
export function nextChunkBytes(sentBytes: number, tookMs: number): number {
  const carried = (sentBytes / Math.max(1, tookMs)) * RETRY.chunkAimMs;
  return toChunkBytes(Math.max(MIN_CHUNK_BYTES, Math.min(carried, sentBytes * RETRY.maxChunkGrowth)));
}

/** Computes the size of the next chunk after one of `chunkBytes` has failed, in bytes. */
export function smallerChunkBytes(chunkBytes: number): number {
  return toChunkBytes(Math.max(MIN_CHUNK_BYTES, chunkBytes / RETRY.chunkShrink));
}

/** Largest request that a server or proxy has accepted, in bytes, by host of the upload URL. */
const ceilings = new Map<string, number>();

function ceilingOf(host: string): number {
  return ceilings.get(host) ?? Infinity;
}

/** Size of the chunks of one upload: what the connection carries, and no more than servers and proxies accept. */
export class ChunkSize {
  #bytes: number;
  /** Size of the last chunk sent: another upload may have reduced the size of the next one meanwhile. */
  #sentBytes: number;
  readonly #isFixed: boolean;

  /** @param wantedBytes - Size that the page has set; `null` adapts it to the connection. */
  constructor(wantedBytes: number | null) {
    this.#isFixed = wantedBytes !== null;
    this.#bytes = this.#sentBytes = wantedBytes ?? RETRY.firstChunkBytes;
  }

  /**
   * Returns the size of the next chunk for a host, and a function that computes that of each further one from the time
   * the last one took.
   */
  chunksFor(uploadUrl: string): { chunkBytes: number; onChunk?: (sentBytes: number, tookMs: number) => number } {
    const { host } = new URL(uploadUrl);
    const onChunk = (sentBytes: number, tookMs: number): number => {
      this.#bytes = nextChunkBytes(sentBytes, tookMs);
      return this.#nextFor(host);
    };
    return { chunkBytes: this.#nextFor(host), ...(!this.#isFixed && { onChunk }) };
  }

  /**
   * Adapts the size after a chunk has failed.
   *
   * @returns Whether it was refused for its size, so that the next one is smaller.
   */
  failed(uploadUrl: string, failure: Pick<TransportFailure, 'kind' | 'status' | 'code'>): boolean {
    const { host } = new URL(uploadUrl);
    const isTooLarge = isChunkTooLarge(failure, this.#sentBytes);
    const smallerBytes = smallerChunkBytes(this.#sentBytes);
    if (isTooLarge) ceilings.set(host, Math.min(smallerBytes, ceilingOf(host)));
    else if (!this.#isFixed && mayBeTooLarge(failure)) this.#bytes = smallerBytes;
    return isTooLarge;
  }

  #nextFor(host: string): number {
    this.#sentBytes = Math.min(this.#bytes, ceilingOf(host));
    return this.#sentBytes;
  }
}

/** Tells whether a chunk was refused for its size and a smaller one is possible. */
function isChunkTooLarge({ status, code }: Pick<TransportFailure, 'status' | 'code'>, chunkBytes: number): boolean {
  return status === 413 && code === undefined && chunkBytes > MIN_CHUNK_BYTES;
}

/**
 * Computes how long a request of so many bytes may show no progress, in milliseconds: a service worker may send it, or
 * a scanner buffer it before passing it on.
 *
 * @param isFitted - Whether its size was adapted to the connection; then no more than the smallest chunk need be slow.
 */
export function blindWaitMs(bytes: number, isFitted: boolean): number {
  const slowBytes = isFitted ? Math.min(bytes, MIN_CHUNK_BYTES) : bytes;
  return Math.min(RETRY.maxStallMs, slowBytes / RETRY.slowestBytesPerMs);
}

/** Tells whether a smaller chunk might have succeeded: the connection broke, or a server or proxy timed out. */
export function mayBeTooLarge({ kind, status }: Pick<TransportFailure, 'kind' | 'status'>): boolean {
  return kind === 'network' || status === 408 || status >= 500;
}
