import { parseResolution } from '../file/media-facts.js';
import type { PreflightRules } from '../file/preflight.js';
import { limitsOf, toChunkBytes } from '../model/limits.js';
import type { UploadHeaders } from '../model/request-headers.js';
import type { UploadState } from '../model/upload-state.js';
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
  readonly minSize: number | null;
  readonly minDuration: number | null;
  readonly minResolution: string;
  readonly maxResolution: string;
  readonly chunkSize: number | null;
}

/** Makes the settings of an upload from what the page has set. */
export function settingsOf(attributes: UploadAttributes): UploadSettings {
  const { endpoint, createUpload, headers, metadata, statusEndpoint, accept, chunkSize } = attributes;
  const { minSize, minDuration, minResolution, maxResolution } = attributes;
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
    minBytes: minSize,
    minSeconds: minDuration,
    minResolution: parseResolution(minResolution),
    maxResolution: parseResolution(maxResolution),
  };
}

/** Files of a list, as far as {@link filesWithin} needs them. */
interface ListedFile {
  readonly file: File | null;
  readonly state: UploadState;
}

/**
 * Gives those of some files for which there is room in a list. What has failed and needs another file takes none, and the
 * same file again is taken, since it is not sent twice.
 *
 * @param maxFiles - The most that there may be; no limit where it is no number above 0.
 * @param incoming - Number of files that are on their way into the list.
 */
export function filesWithin<Chosen extends { readonly file: File } | null>(
  maxFiles: number | null,
  chosen: readonly Chosen[],
  listed: readonly ListedFile[],
  incoming = 0,
): readonly Chosen[] {
  const most = Math.floor(maxFiles ?? 0);
  if (!(most > 0)) return chosen;
  const isUseless = ({ state }: ListedFile): boolean => state.status === 'error' && state.recovery === 'choose';
  let room = most - incoming - listed.filter((one) => !isUseless(one)).length;
  const isSame = ({ name, size, lastModified }: File, { file }: ListedFile): boolean =>
    file?.name === name && file.size === size && file.lastModified === lastModified;
  return chosen.filter((one) => (one && listed.some((other) => isSame(one.file, other))) || (room -= 1) >= 0);
}
