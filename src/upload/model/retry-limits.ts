// Limits of retrying, all in one place: `import * as RETRY`. The delays between two tries are in `retry-policy.ts`.
// Constants of their own, and not properties of an object, because the build writes those where they are used.
import { MIN_CHUNK_BYTES } from './limits.js';

/** Longest `Retry-After` that is obeyed: Stream's rate limit lasts five minutes. */
export const maxRetryAfterMs = 10 * 60_000;
/** Most that is added to a `Retry-After`, at random, so that many uploaders do not come back in step. */
export const retryAfterJitterMs = 1_000;
/** How long an offline browser is believed: some never say that they are online again. */
export const offlineMs = 30_000;
/** How long no byte may be reported, after the network went or came back, until the connection counts as still. */
export const quietMs = 1_000;
/** How long no byte may move before an attempt is given up: above the 100 s after which proxies usually give up. */
export const stallMs = 120_000;
/** Slowest line, in bytes per millisecond, by which a request is waited for of which nothing can be seen. */
export const slowestBytesPerMs = 16;
/** Longest wait for such a request. */
export const maxStallMs = 60 * 60_000;
/** How long a part of the file is read, after it could not be sent, to tell whether the file is to blame. */
export const readMs = 10_000;
/** How long a server's offset must not grow until it is taken for final. */
export const settleMs = 1_000;
/** Most reads of an offset that goes on growing. */
export const settleReads = 60;
/** Longest time until an upload endpoint answers; later it counts as unreachable. */
export const endpointAnswerMs = 60_000;
/** The same of a status endpoint. */
export const statusAnswerMs = 30_000;
/** The same of an upload server that is asked for its offset. */
export const offsetAnswerMs = 10_000;
/** How often an upload endpoint is asked before the person is told: each request may make a video entry at Stream. */
export const endpointTries = 4;
/** How long it is asked at least where it gives no answer: a short time without a network is nobody's fault. */
export const endpointSilenceMs = 6_000;
/** After how many tries that brought nothing of an upload server the person is told; it is tried on. */
export const unansweredTries = 4;
/** How often an upload URL that is no more is replaced before the person is told. */
export const newUrls = 1;
/** Number of answers in a row that cannot be true after which an upload URL is replaced. */
export const invalidAnswers = 3;
/** The same where the server has bytes already: minutes of odd answers cost less than sending them again. */
export const invalidAnswersWithBytes = 10;
/** Number of times in a row that an upload server may lose acknowledged bytes until it is no longer believed. */
export const setbacks = 3;
/** Size of the first chunk. Small: on a poor link a large one might never arrive whole, and growth is quick. */
export const firstChunkBytes = MIN_CHUNK_BYTES;
/** How long a chunk should take: what a broken connection costs at most. */
export const chunkAimMs = 8_000;
/** How much larger a chunk may be than the one before: a short measurement is not trusted with more. */
export const maxChunkGrowth = 8;
/** How much smaller the chunk is after one that did not get through. */
export const chunkShrink = 4;
/** How long answers of a status endpoint may be missing before the person is told. When it is asked, `pollDelayMs` says. */
export const toleratedStatusMs = 60_000;
/** How many answers in a row must be missing besides: a minute may pass with a computer asleep. */
export const missingStatuses = 4;
/** How much of the waits that a status endpoint asks for does not count as such, until there is a usable answer. */
export const maxAskedStatusMs = 10 * 60_000;
/** How often it is asked whether a video is complete before it is taken for half sent. */
export const completeTries = 5;
