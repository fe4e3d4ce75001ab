import { backoffDelayMs, type Backoff } from '../../shared/backoff.js';
import { DEFAULT_CHUNK_BYTES, MIN_CHUNK_BYTES, toChunkBytes } from './limits.js';
import type { TransportFailure } from './transport-failure.js';

/** Delays, limits and statuses of the retry policy, all in one place. */
export const RETRY = {
  /** Pauses between two tries, unless the server asks for more. Half of each is at random. */
  backoff: { firstMs: 1_000, maxMs: 30_000 } satisfies Backoff,
  /** Longest `Retry-After` that is obeyed: Stream's rate limit lasts five minutes. */
  maxRetryAfterMs: 10 * 60_000,
  /** Most that is added to a `Retry-After`, at random, so that many uploaders do not come back in step. */
  retryAfterJitterMs: 1_000,
  /** How long an offline browser is believed: some never say that they are online again. */
  offlineMs: 30_000,
  /** How long no byte may be reported, after the network went or came back, until the connection counts as still. */
  quietMs: 1_000,
  /** How long no byte may move before an attempt is given up: above the 100 s after which proxies usually give up. */
  stallMs: 120_000,
  /** Slowest line, in bytes per millisecond, by which a request is waited for of which nothing can be seen. */
  slowestBytesPerMs: 16,
  /** Longest wait for such a request. */
  maxStallMs: 60 * 60_000,
  /** How long a part of the file is read, after it could not be sent, to tell whether the file is to blame. */
  readMs: 10_000,
  /** How long a server's offset must not grow until it is taken for final. */
  settleMs: 1_000,
  /** Most reads of an offset that goes on growing. */
  settleReads: 60,
  /** Longest time until an answer; later the server counts as unreachable. */
  answerMs: { uploadEndpoint: 60_000, statusEndpoint: 30_000, offset: 10_000 },
  /** How often an upload endpoint is asked before the person is told: each request may make a video entry at Stream. */
  endpointTries: 4,
  /** After how many tries without one usable answer of an upload server the person is told; it is tried on. */
  unansweredTries: 4,
  /** How often an upload URL that is no more is replaced before the person is told. */
  newUrls: 1,
  /** Number of answers in a row that cannot be true after which an upload URL is replaced. */
  invalidAnswers: 3,
  /** The same where the server has bytes already: minutes of odd answers cost less than sending them again. */
  invalidAnswersWithBytes: 10,
  /** Number of times in a row that an upload server may lose acknowledged bytes until it is no longer believed. */
  setbacks: 3,
  /** Statuses below 500 that may be different next time. After 409, and 460 of tus, the offset is asked for again. */
  temporaryStatuses: [408, 409, 423, 425, 429, 460] as readonly number[],
  /** Statuses from 500 that will not be different next time: what was asked for is not known there. */
  lastingStatuses: [501, 505] as readonly number[],
  /** Statuses of an upload URL that is no more. */
  goneStatuses: [404, 410] as readonly number[],
  /** Statuses of a server that is still busy with another request for the same upload. */
  busyStatuses: [409, 423] as readonly number[],
  chunk: {
    /** Size of the first chunk. Small: on a poor link a large one might never arrive whole, and growth is quick. */
    firstBytes: MIN_CHUNK_BYTES,
    /** How long a chunk should take: what a broken connection costs at most. */
    aimMs: 8_000,
    /** How much larger a chunk may be than the one before: a short measurement is not trusted with more. */
    maxGrowth: 8,
    /** How much smaller the chunk is after one that did not get through. */
    shrink: 4,
  },
  status: {
    /** How long answers may be missing before the person is told. When it is asked, `pollDelayMs` says. */
    toleratedMs: 60_000,
    /** How much of the waits that a server asks for does not count as such, until there is a usable answer. */
    maxAskedMs: 10 * 60_000,
    /** How often it is asked whether a video is complete before it is taken for half sent. */
    completeTries: 5,
  },
} as const;

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
  return RETRY.goneStatuses.includes(failure.status) ? 'renew' : 'reject';
}

/** Whether an HTTP status may be different next time: 408, 409, 423, 425, 429, 460 and 5xx without 501 and 505. */
export function isTemporaryStatus(status: number): boolean {
  return RETRY.temporaryStatuses.includes(status) || (status >= 500 && !RETRY.lastingStatuses.includes(status));
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
  const growing = backoffDelayMs(Math.max(0, attempt - 1), RETRY.backoff, random);
  if (retryAfterMs === null) return growing;
  return Math.max(growing, Math.min(retryAfterMs, RETRY.maxRetryAfterMs) + random * RETRY.retryAfterJitterMs);
}

/**
 * Computes the size of the chunk that follows one of `sentBytes` that took `tookMs`, in bytes: what the link carries in
 * about eight seconds, within what Stream accepts, and at most what it recommends: larger chunks bring no speed, even
 * over the best of links, and each one that fails costs more.
 */
export function nextChunkBytes(sentBytes: number, tookMs: number): number {
  const { aimMs, maxGrowth } = RETRY.chunk;
  const carried = (sentBytes / Math.max(1, tookMs)) * aimMs;
  return toChunkBytes(Math.max(MIN_CHUNK_BYTES, Math.min(carried, sentBytes * maxGrowth, DEFAULT_CHUNK_BYTES)));
}

/** Computes the size of the chunk after one of `chunkBytes` did not get through, in bytes. */
export function smallerChunkBytes(chunkBytes: number): number {
  return toChunkBytes(Math.max(MIN_CHUNK_BYTES, chunkBytes / RETRY.chunk.shrink));
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
    this.#bytes = this.#sentBytes = wantedBytes ?? RETRY.chunk.firstBytes;
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
