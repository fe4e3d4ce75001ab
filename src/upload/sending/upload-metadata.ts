import { StreamError } from '../../shared/errors.js';
import { asRecord } from '../../shared/json.js';

/** Longest value of a tus header that is sent, in characters: systems have no longer names of files. */
const MAX_METADATA = 1_024;

/**
 * Metadata of a file that is sent along when an upload URL is asked for.
 *
 * @since 0.1.0
 */
export interface UploadMetadata {
  readonly name: string;
  /** Media type; empty where it is not known. */
  readonly filetype: string;
  /** What the page adds by `metadata`. */
  readonly [key: string]: string;
}

/**
 * What a page adds to the metadata of its files, or a function that gives it for each.
 *
 * @since 0.1.0
 */
export type OwnMetadata =
  | Readonly<Record<string, string>>
  | ((file: File) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);

/**
 * Reads what a page says about a file. What is empty, `null` or `undefined` is left out; numbers and the like are text.
 *
 * @throws {StreamError} `UPLOAD_ENDPOINT_MISSING` where no tus header can hold it, so that nothing of it is lost in silence.
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
      `"metadata" takes keys of ASCII without spaces and commas, and values of up to ${MAX_METADATA} characters.`,
    );
  }
  return Object.fromEntries(entries);
}

/** Writes a tus `Upload-Metadata` header: `key base64(value)` pairs, the values as UTF-8. Empty values are left out. */
export function encodeUploadMetadata(metadata: Readonly<Record<string, string>>): string {
  return Object.entries(metadata)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key} ${toBase64(value)}`)
    .join(',');
}

function toBase64(value: string): string {
  // A longer name fits no header.
  const bytes = new TextEncoder().encode(value.slice(0, MAX_METADATA));
  return btoa(String.fromCharCode(...bytes));
}
