const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * Largest file that Stream accepts, in bytes (30 GB).
 *
 * @see https://developers.cloudflare.com/stream/faq/
 */
export const MAX_FILE_BYTES = 30_000_000_000;

/**
 * Largest file for a single form POST, in bytes (200 MB). Larger ones need tus.
 *
 * @see https://developers.cloudflare.com/stream/uploading-videos/direct-creator-uploads/
 */
export const MAX_FORM_BYTES = 200_000_000;

/** Most files sent at a time: more would only share the bandwidth. */
export const MAX_CONCURRENCY = 4;

/**
 * Smallest tus chunk that Stream accepts, in bytes, except for the last one of a file.
 *
 * @see https://developers.cloudflare.com/stream/uploading-videos/resumable-uploads/
 */
export const MIN_CHUNK_BYTES = 5 * MIB;

/**
 * Largest tus chunk that Stream accepts, in bytes.
 *
 * @see https://developers.cloudflare.com/stream/uploading-videos/resumable-uploads/
 */
export const MAX_CHUNK_BYTES = 200 * MIB;

/**
 * Unit of the size of a tus chunk, in bytes: it must be a multiple of this.
 *
 * @see https://developers.cloudflare.com/stream/uploading-videos/resumable-uploads/
 */
export const CHUNK_MULTIPLE_BYTES = 256 * KIB;

/**
 * Size of a tus chunk that Stream recommends on a good connection, in bytes.
 *
 * @see https://developers.cloudflare.com/stream/uploading-videos/resumable-uploads/
 */
export const DEFAULT_CHUNK_BYTES = 50 * MIB;

/** Returns the limits that a page has set, with defaults for invalid ones. */
export function limitsOf({ maxSize, maxDuration }: { readonly maxSize: number; readonly maxDuration: number | null }): {
  readonly maxBytes: number;
  readonly maxSeconds: number | null;
} {
  return {
    maxBytes: maxSize > 0 ? maxSize : MAX_FILE_BYTES,
    maxSeconds: maxDuration !== null && maxDuration > 0 ? maxDuration : null,
  };
}

/**
 * Computes the chunk size closest to the wanted one that Stream accepts, in bytes: within its limits and a multiple of
 * 256 KiB. Returns the default for anything but a positive number.
 */
export function toChunkBytes(wantedBytes: number | null | undefined): number {
  if (wantedBytes === null || wantedBytes === undefined || !Number.isFinite(wantedBytes) || wantedBytes <= 0) {
    return DEFAULT_CHUNK_BYTES;
  }
  const bounded = Math.min(Math.max(wantedBytes, MIN_CHUNK_BYTES), MAX_CHUNK_BYTES);
  return Math.floor(bounded / CHUNK_MULTIPLE_BYTES) * CHUNK_MULTIPLE_BYTES;
}

/** Parses a number of bytes in a header; `null` if it is invalid, or larger than any file. */
export function parseByteCount(value: string | null): number | null {
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}
