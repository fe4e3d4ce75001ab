import { matchesAccept } from '../file/file-accept.js';
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

/** A list for which files are chosen. */
export interface LimitedList {
  /** The most files that there may be; no limit where it is no number above 0. */
  readonly maxFiles: number | null;
  /** As in `<input accept>`. */
  readonly accept: string;
  readonly items: readonly { readonly state: UploadState }[];
  /** Number of files that are on their way into the list. */
  readonly incoming: number;
}

/** Whether a file takes one of the places of a list: what has failed and needs another file takes none. */
export function hasPlace({ state }: { readonly state: UploadState }): boolean {
  return state.status === 'error' ? state.recovery !== 'choose' : state.status !== 'empty';
}

/**
 * Gives those of some files for which there is room in a list, videos first as far as their names and types say. The same
 * file again is taken, since it is not sent twice: it may be what a half-sent one waits for.
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
  // A phone gives the same film a new date each time that it is chosen.
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
