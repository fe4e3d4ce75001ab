import { matchesAccept } from '../file/file-accept.js';
import { parseResolution } from '../file/media-facts.js';
import type { PreflightRules } from '../file/preflight.js';
import { limitsOf, toChunkBytes } from '../model/limits.js';
import type { UploadHeaders } from '../model/request-headers.js';
import type { UploadState } from '../model/upload-state.js';
import type { CreateUpload } from './upload-endpoint.js';
import type { OwnMetadata } from './upload-metadata.js';
import { scopeOf } from './resume/stored-uploads.js';

/** Settings of an upload; read at each use. */
export interface UploadSettings extends PreflightRules {
  /** URL of the upload endpoint. */
  readonly endpoint: string;
  /** Function that gets an upload URL; takes precedence over `endpoint`. */
  readonly createUpload: CreateUpload | null;
  /** Headers for requests to the site's endpoints. */
  readonly headers?: UploadHeaders | null;
  /** Additional metadata of a file. */
  readonly metadata?: OwnMetadata | null;
  /** URL of the status endpoint, with `{uid}`; empty without one. */
  readonly statusEndpoint: string;
  /** Scope of the uploader within the site: half-sent files are offered only to the same one. */
  readonly scope: string;
  /** Size of a chunk in bytes; `null` adapts it to the connection. */
  readonly chunkBytes: number | null;
}

/** Properties of `<cf-stream-upload>` that make up the settings. */
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

/** Creates the settings of an upload from the properties of the element. */
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

/** List for which files are chosen. */
export interface LimitedList {
  /** Most files; no limit unless it is above 0. */
  readonly maxFiles: number | null;
  /** As in `<input accept>`. */
  readonly accept: string;
  readonly items: readonly { readonly state: UploadState }[];
  /** Number of files about to be added to the list. */
  readonly incoming: number;
}

/** Tells whether a file takes up a place in a list: a failed one that needs another file does not. */
export function hasPlace({ state }: { readonly state: UploadState }): boolean {
  return state.status === 'error' ? state.recovery !== 'choose' : state.status !== 'empty';
}

/**
 * Chooses the files that fit into a list, videos by name and type first. A file that is already there always fits,
 * since it is not sent twice: it may be what a half-sent upload waits for.
 *
 * @param chosen - `null` for a file that is not chosen yet.
 */
export function filesWithin<Chosen extends { readonly file: File } | null>(
  { maxFiles, accept, items, incoming }: LimitedList,
  chosen: readonly Chosen[],
): readonly Chosen[] {
  const most = Math.floor(maxFiles ?? 0);
  if (!(most > 0)) return chosen;
  const there = items.filter(hasPlace);
  let room = most - incoming - there.length;
  // The date is ignored: a phone gives the same video a new one each time that it is chosen.
  const isThere = (one: Chosen): boolean =>
    there.some(({ state }) => {
      if (!one) return state.status === 'resumable';
      return 'file' in state && state.file?.name === one.file.name && state.file.size === one.file.size;
    });
  const isVideo = (one: Chosen): boolean => !one || matchesAccept(accept, one.file, null);
  const byWorth = [...chosen.filter(isVideo), ...chosen.filter((one) => !isVideo(one))];
  const taken = new Set(byWorth.filter((one) => isThere(one) || (room -= 1) >= 0));
  return chosen.filter((one) => taken.has(one));
}
