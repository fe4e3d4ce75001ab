import { backoffDelayMs, type Backoff } from '../../shared/backoff.js';
import { DEFAULT_CHUNK_BYTES, MIN_CHUNK_BYTES, toChunkBytes } from './limits.js';
import * as RETRY from './retry-limits.js';
import type { TransportFailure } from './transport-failure.js';

/** Pauses between two tries, unless the server asks for more. Half of each is at random. */
const BACKOFF: Backoff = { firstMs: 1_000, maxMs: 30_000 };
/** Statuses below 500 that may be different next time. After 409, and 460 of tus, the offset is asked for again. */
const TEMPORARY_STATUSES: readonly number[] = [408, 409, 423, 425, 429, 460];
/** Statuses from 500 that will not be different next time: what was asked for is not known there. */
const LASTING_STATUSES: readonly number[] = [501, 505];
/** Statuses of an upload URL that is no more. */
const GONE_STATUSES: readonly number[] = [404, 410];
/** Statuses of a server that is still busy with another request for the same upload. */
export const BUSY_STATUSES: readonly number[] = [409, 423];

/** Reaction to a failed attempt: try the same again, ask for a new upload URL, or give up. */
export type RetryDecision = 'retry' | 'renew' | 'reject' | 'file-changed';

/**
 * Decides what follows a failed attempt to send a file.
 *
 * @param invalidAnswers - Number of answers in a row that cannot be true, this one among them.
 * @param hasBytes - Whether the server has acknowledged some bytes.
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

/** Whether an HTTP status may be different next time: 408, 409, 423, 425, 429, 460 and 5xx without 501 and 505. */
export function isTemporaryStatus(status: number): boolean {
  return TEMPORARY_STATUSES.includes(status) || (status >= 500 && !LASTING_STATUSES.includes(status));
}

/**
 * Computes the delay before an upload is tried again, in milliseconds: a growing, jittered one, and at least what the
 * server asked for. One that asks for nothing at all (`Retry-After: 0`) is not asked twice a second.
 *
 * @param attempt - How many attempts in a row have brought nothing, from 1.
 * @param retryAfterMs - What `Retry-After` said, in milliseconds, or `null`.
 * @param random - A number in [0, 1).
 */
export function retryDelayMs(attempt: number, retryAfterMs: number | null, random: number = Math.random()): number {
  const growing = backoffDelayMs(Math.max(0, attempt - 1), BACKOFF, random);
  if (retryAfterMs === null) return growing;
  return Math.max(growing, Math.min(retryAfterMs, RETRY.maxRetryAfterMs) + random * RETRY.retryAfterJitterMs);
}

/**
 * Computes the size of the chunk that follows one of `sentBytes` that took `tookMs`, in bytes: what the link carries in
 * about eight seconds, within what Stream accepts, and at most what it recommends: larger chunks bring no speed, even
 * over the best of links, and each one that fails costs more.
 */
export function nextChunkBytes(sentBytes: number, tookMs: number): number {
  const carried = (sentBytes / Math.max(1, tookMs)) * RETRY.chunkAimMs;
  return toChunkBytes(
    Math.max(MIN_CHUNK_BYTES, Math.min(carried, sentBytes * RETRY.maxChunkGrowth, DEFAULT_CHUNK_BYTES)),
  );
}

/** Computes the size of the chunk after one of `chunkBytes` did not get through, in bytes. */
export function smallerChunkBytes(chunkBytes: number): number {
  return toChunkBytes(Math.max(MIN_CHUNK_BYTES, chunkBytes / RETRY.chunkShrink));
}

/** The most that somebody on the way to an upload server has taken in one request, in bytes, by host. */
const ceilings = new Map<string, number>();

function ceilingOf(host: string): number {
  return ceilings.get(host) ?? Infinity;
}

/** Size of the chunks of one upload: what the link carries, and no more than somebody on the way has taken. */
export class ChunkSize {
  #bytes: number;
  /** Size of the chunk that was sent last: another upload may have lowered that of the next one meanwhile. */
  #sentBytes: number;
  readonly #isFixed: boolean;

  /** @param wantedBytes - Size that the page has set; `null` for what the link carries. */
  constructor(wantedBytes: number | null) {
    this.#isFixed = wantedBytes !== null;
    this.#bytes = this.#sentBytes = wantedBytes ?? RETRY.firstChunkBytes;
  }

  /** Gives the size of the next chunk for a host, and of those after it by how long each took. */
  chunksFor(uploadUrl: string): { chunkBytes: number; onChunk?: (sentBytes: number, tookMs: number) => number } {
    const { host } = new URL(uploadUrl);
    const onChunk = (sentBytes: number, tookMs: number): number => {
      this.#bytes = nextChunkBytes(sentBytes, tookMs);
      return this.#nextFor(host);
    };
    return { chunkBytes: this.#nextFor(host), ...(!this.#isFixed && { onChunk }) };
  }

  /**
   * Takes into account that the last chunk did not get through.
   *
   * @returns whether it was refused for its size, and the next one is smaller.
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

/** Whether a chunk was refused for its size, so that a smaller one has to be sent, where there is one. */
function isChunkTooLarge({ status, code }: Pick<TransportFailure, 'status' | 'code'>, chunkBytes: number): boolean {
  return status === 413 && code === undefined && chunkBytes > MIN_CHUNK_BYTES;
}

/**
 * Computes how long a request of so many bytes may take of which nothing can be seen, in milliseconds: a service worker
 * may send it, or a scanner take it in whole before it sends it on.
 *
 * @param isFitted - Whether its size was chosen by what the line carries; then no more than the smallest need be slow.
 */
export function blindWaitMs(bytes: number, isFitted: boolean): number {
  const slowBytes = isFitted ? Math.min(bytes, MIN_CHUNK_BYTES) : bytes;
  return Math.min(RETRY.maxStallMs, slowBytes / RETRY.slowestBytesPerMs);
}

/** Whether a smaller chunk might have got through: the connection broke, or a server or proxy waited no longer. */
export function mayBeTooLarge({ kind, status }: Pick<TransportFailure, 'kind' | 'status'>): boolean {
  return kind === 'network' || status === 408 || status >= 500;
}
