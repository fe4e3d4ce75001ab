import type { PreflightRules } from '../file/preflight.js';
import { limitsOf, toChunkBytes } from '../model/limits.js';
import type { UploadHeaders } from '../model/request-headers.js';
import type { CreateUpload } from './upload-endpoint.js';
import type { OwnMetadata } from './upload-metadata.js';
import { scopeOf } from './resume/stored-uploads.js';

/** Settings of an upload; read anew at each use. */
export interface UploadSettings extends PreflightRules {
  /** URL that gives an upload URL. */
  readonly endpoint: string;
  /** Function that gives an upload URL; takes precedence over `endpoint`. */
  readonly createUpload: CreateUpload | null;
  /** Headers for requests to the site's endpoints. */
  readonly headers?: UploadHeaders | null;
  /** What is added to a file's metadata. */
  readonly metadata?: OwnMetadata | null;
  /** URL that tells a video's state, with `{uid}`; empty where there is none. */
  readonly statusEndpoint: string;
  /** Name of the uploader within the site: half-sent files are offered again to the same one. */
  readonly scope: string;
  /** Size of a chunk in bytes; `null` for what the link carries. */
  readonly chunkBytes: number | null;
}

/** Properties of `<cf-stream-upload>` that decide about an upload. */
export interface UploadAttributes extends Pick<
  UploadSettings,
  'endpoint' | 'createUpload' | 'headers' | 'metadata' | 'statusEndpoint' | 'accept'
> {
  readonly id: string;
  readonly name: string;
  readonly maxSize: number;
  readonly maxDuration: number | null;
  readonly chunkSize: number | null;
}

/** Makes the settings of an upload from what the page has set. */
export function settingsOf(attributes: UploadAttributes): UploadSettings {
  const { endpoint, createUpload, headers, metadata, statusEndpoint, accept, chunkSize } = attributes;
  return {
    endpoint,
    createUpload,
    headers: headers ?? null,
    metadata: metadata ?? null,
    statusEndpoint,
    accept,
    scope: scopeOf(attributes),
    chunkBytes: chunkSize === null ? null : toChunkBytes(chunkSize),
    ...limitsOf(attributes),
  };
}
