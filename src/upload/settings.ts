import type { UploadSettings } from './sending/upload-settings.js';
import type { CreateUpload } from './sending/upload-target.js';
import { MAX_FILE_BYTES, toChunkBytes } from './model/limits.js';
import type { UploadLimits } from './strings/texts.js';

/** What a page may set on `<cf-stream-upload>` that decides about an upload. */
export interface UploadAttributes {
  readonly id: string;
  readonly name: string;
  readonly endpoint: string;
  readonly createUpload: CreateUpload | null;
  readonly statusEndpoint: string;
  readonly accept: string;
  readonly maxSize: number;
  readonly maxDuration: number | null;
  readonly chunkSize: number | null;
}

/**
 * The limits a page has set, with the defaults for what is not a number.
 *
 * @since 0.1.0
 */
export function limitsOf({ maxSize, maxDuration }: UploadAttributes): UploadLimits {
  return {
    maxBytes: maxSize > 0 ? maxSize : MAX_FILE_BYTES,
    maxSeconds: maxDuration !== null && maxDuration > 0 ? maxDuration : null,
  };
}

/**
 * What an upload is done with, as the page has set it.
 *
 * @since 0.1.0
 */
export function settingsOf(attributes: UploadAttributes): UploadSettings {
  const { id, name, endpoint, createUpload, statusEndpoint, accept, chunkSize } = attributes;
  // Without its query, which may change with every page view or hold something secret.
  const path = endpoint.replace(/[?#].*$/s, '') || `function at ${location.pathname}`;
  return {
    endpoint,
    createUpload,
    statusEndpoint,
    accept,
    scope: [path, name, id].join(' '),
    chunkBytes: chunkSize === null ? null : toChunkBytes(chunkSize),
    ...limitsOf(attributes),
  };
}
