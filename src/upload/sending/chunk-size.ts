import { DEFAULT_CHUNK_BYTES, MIN_CHUNK_BYTES, toChunkBytes } from '../model/limits.js';

/** How long a chunk should take, in milliseconds: what a broken connection costs at most. */
const AIM_MS = 8_000;

/** How much larger one chunk may be than the one before: a short measurement is not trusted with more. */
const MAX_GROWTH = 8;

/**
 * Size of the first chunk over a link that nothing is known of, in bytes. Small: on a poor link a large one might never
 * arrive whole, and on a good one the next is larger a moment later.
 *
 * @since 0.1.0
 */
export const FIRST_CHUNK_BYTES = MIN_CHUNK_BYTES;

/**
 * Size of the chunk that follows one of `sentBytes` that took `tookMs`, in bytes: what the link carries in about eight
 * seconds, within what Stream accepts, and at most what it recommends: larger chunks bring no speed, even over the best of
 * links, and each one that fails costs more.
 *
 * @since 0.1.0
 */
export function nextChunkBytes(sentBytes: number, tookMs: number): number {
  const carried = (sentBytes / Math.max(1, tookMs)) * AIM_MS;
  return toChunkBytes(Math.max(MIN_CHUNK_BYTES, Math.min(carried, sentBytes * MAX_GROWTH, DEFAULT_CHUNK_BYTES)));
}

/**
 * Size of the chunk after one of `chunkBytes` did not get through, in bytes.
 *
 * @since 0.1.0
 */
export function smallerChunkBytes(chunkBytes: number): number {
  return toChunkBytes(Math.max(MIN_CHUNK_BYTES, chunkBytes / 4));
}
