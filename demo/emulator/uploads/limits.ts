/**
 * Largest upload, in bytes (30 GB).
 * @see https://developers.cloudflare.com/stream/uploading-videos/
 */
export const MAX_UPLOAD_BYTES = 30_000_000_000;

/**
 * Largest upload in one form POST, in bytes (200 MB).
 * @see https://developers.cloudflare.com/stream/uploading-videos/direct-creator-uploads/
 */
export const MAX_FORM_BYTES = 200_000_000;

/**
 * Smallest tus chunk, in bytes, unless it is the last one.
 * @see https://developers.cloudflare.com/stream/uploading-videos/resumable-uploads/
 */
export const MIN_CHUNK_BYTES = 5_242_880;

/** Largest tus chunk, in bytes. @see https://developers.cloudflare.com/stream/uploading-videos/resumable-uploads/ */
export const MAX_CHUNK_BYTES = 209_715_200;

/**
 * Unit of the size of a tus chunk, in bytes. @see
 * https://developers.cloudflare.com/stream/uploading-videos/resumable-uploads/
 */
export const CHUNK_STEP_BYTES = 262_144;

/** Longest `maxDurationSeconds`. @see https://developers.cloudflare.com/api/resources/stream/subresources/direct_upload/methods/create/ */
export const MAX_DURATION_SECONDS = 36_000;

/** Longest `creator`, in characters. @see https://developers.cloudflare.com/stream/manage-video-library/creator-id/ */
export const MAX_CREATOR_LENGTH = 64;

/** How long a `direct_upload` URL can be used when nothing is said, in milliseconds. */
export const FORM_URL_LIFE_MS = 30 * 60_000;

/** How long a tus upload can be resumed when nothing is said, in milliseconds. Undocumented; a dashboard upload has a day. */
export const TUS_URL_LIFE_MS = 24 * 3_600_000;
