import { StreamError } from '../../shared/errors.js';
import { asRecord } from '../../shared/json.js';

/** Longest value in tus metadata, in characters: file names are no longer than that. */
const MAX_METADATA = 1_024;

/**
 * Metadata of a file, sent with the request for an upload URL.
 *
 * @since 0.1.0
 */
export interface UploadMetadata {
  readonly name: string;
  /** Media type; empty if unknown. */
  readonly filetype: string;
  /** Values added by the `metadata` property. */
  readonly [key: string]: string;
}

/**
 * Metadata that is added to a file's name and type, or a function that returns it for each file.
 *
 * @since 0.1.0
 */
export type OwnMetadata =
  | Readonly<Record<string, string>>
  | ((file: File) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);

/**
 * Reads the page's metadata of a file. Empty values, `null` and `undefined` are left out; numbers and the like become
 * text.
 *
 * @throws {StreamError} `UPLOAD_ENDPOINT_MISSING` if a tus header cannot hold it, so that nothing is lost silently.
 */
export function readMetadata(given: unknown): Record<string, string> {
  const entries = Object.entries(asRecord(given) ?? {}).flatMap(([key, value]): [string, string][] =>
    value === null || value === undefined || value === ''
      ? []
      : [[key, typeof value === 'string' ? value : JSON.stringify(value)]],
  );
  for (const [key, value] of entries) {
    if (/^[!-+\--~]{1,100}$/.test(key) && value.length <= MAX_METADATA) continue;
    throw new StreamError(
      'UPLOAD_ENDPOINT_MISSING',
      `"metadata" must have ASCII keys without spaces or commas, and values of up to ${MAX_METADATA} characters.`,
    );
  }
  return Object.fromEntries(entries);
}

/**
 * Encodes a tus `Upload-Metadata` header: `key base64(value)` pairs, the values as UTF-8. Empty values are left out.
 */
export function encodeUploadMetadata(metadata: Readonly<Record<string, string>>): string {
  return Object.entries(metadata)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key} ${toBase64(value)}`)
    .join(',');
}

function toBase64(value: string): string {
  // A longer name does not fit into a header.
  const bytes = new TextEncoder().encode(value.slice(0, MAX_METADATA));
  return btoa(String.fromCharCode(...bytes));
}
