import { ApiError } from './errors.js';

/** Name, type and additions of tus clients stay far below this. */
const MAX_CHARACTERS = 8_192;

/**
 * Parses a tus `Upload-Metadata` header: `key base64(value)` pairs with commas between them. Keys become lower case.
 *
 * @throws {ApiError} `UPLOAD_REJECTED` if it is too long, or a value is not base64 of UTF-8.
 */
export function parseMetadata(header: string): Map<string, string> {
  if (header.length > MAX_CHARACTERS) {
    throw new ApiError(400, 'UPLOAD_REJECTED', `Upload-Metadata may have at most ${MAX_CHARACTERS} characters.`);
  }
  const metadata = new Map<string, string>();
  for (const pair of header.split(',')) {
    const [key = '', value = ''] = pair.trim().split(/\s+/);
    if (key !== '') metadata.set(key.toLowerCase(), decode(value));
  }
  return metadata;
}

/** Encodes a tus `Upload-Metadata` header. `true` stands for a key without a value. */
export function formatMetadata(entries: Readonly<Record<string, string | true | undefined>>): string {
  return Object.entries(entries)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => (typeof value === 'string' ? `${key} ${encode(value)}` : key))
    .join(',');
}

function encode(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

function decode(value: string): string {
  try {
    const bytes = Uint8Array.from(atob(value), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ApiError(400, 'UPLOAD_REJECTED', 'Upload-Metadata has a value that is not base64 of UTF-8 text.');
  }
}
