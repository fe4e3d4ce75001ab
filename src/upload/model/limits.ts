const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * Largest file Stream takes, in bytes (30 GB).
 *
 * @see https://developers.cloudflare.com/stream/faq/
 */
export const MAX_FILE_BYTES = 30_000_000_000;

/**
 * Largest file that may go as one form POST, in bytes (200 MB). Above that only tus is accepted.
 *
 * @see https://developers.cloudflare.com/stream/uploading-videos/direct-creator-uploads/
 */
export const MAX_FORM_BYTES = 200_000_000;

/** Most files that are sent at once: more only share the line. */
export const MAX_CONCURRENCY = 4;

/**
 * Smallest tus chunk Stream accepts, in bytes, unless it is the last of the file.
 *
 * @see https://developers.cloudflare.com/stream/uploading-videos/resumable-uploads/
 */
export const MIN_CHUNK_BYTES = 5 * MIB;

/**
 * Largest tus chunk Stream accepts, in bytes.
 *
 * @see https://developers.cloudflare.com/stream/uploading-videos/resumable-uploads/
 */
export const MAX_CHUNK_BYTES = 200 * MIB;

/**
 * Unit of a tus chunk's size, in bytes: it must be a multiple of this.
 *
 * @see https://developers.cloudflare.com/stream/uploading-videos/resumable-uploads/
 */
export const CHUNK_MULTIPLE_BYTES = 256 * KIB;

/**
 * The tus chunk Stream recommends on a good link, in bytes.
 *
 * @see https://developers.cloudflare.com/stream/uploading-videos/resumable-uploads/
 */
export const DEFAULT_CHUNK_BYTES = 50 * MIB;

/** Gives the limits a page has set, with the defaults for what is not a number. */
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
 * Computes the chunk size nearest to the wanted one that Stream accepts, in bytes: within its bounds and a whole number
 * of 256 KiB. Anything that is not a positive number gives the default.
 */
export function toChunkBytes(wantedBytes: number | null | undefined): number {
  if (wantedBytes === null || wantedBytes === undefined || !Number.isFinite(wantedBytes) || wantedBytes <= 0) {
    return DEFAULT_CHUNK_BYTES;
  }
  const bounded = Math.min(Math.max(wantedBytes, MIN_CHUNK_BYTES), MAX_CHUNK_BYTES);
  return Math.floor(bounded / CHUNK_MULTIPLE_BYTES) * CHUNK_MULTIPLE_BYTES;
}

/** Reads the number of bytes that a header says; gives `null` where it says none, or more than any file has. */
export function parseByteCount(value: string | null): number | null {
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}
