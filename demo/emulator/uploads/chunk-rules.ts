import { CHUNK_STEP_BYTES, MAX_CHUNK_BYTES, MIN_CHUNK_BYTES } from './limits.js';

/** Error response to an invalid chunk. */
export interface ChunkFault {
  readonly status: 400 | 413;
  readonly text: string;
}

/**
 * Holds a chunk to Stream's sizes.
 *
 * @param isLast whether the file is complete with it: it may be small or odd then, yet no larger than a chunk can be
 */
export function chunkFault(bytes: number, isLast: boolean): ChunkFault | undefined {
  if (isLast)
    return bytes > MAX_CHUNK_BYTES ? { status: 413, text: `a chunk has at most ${MAX_CHUNK_BYTES} bytes` } : undefined;
  if (bytes >= MIN_CHUNK_BYTES && bytes <= MAX_CHUNK_BYTES && bytes % CHUNK_STEP_BYTES === 0) return undefined;
  return {
    status: 400,
    text: `a chunk has ${MIN_CHUNK_BYTES} to ${MAX_CHUNK_BYTES} bytes, in steps of ${CHUNK_STEP_BYTES}; this one has ${bytes}`,
  };
}
