import { ApiError } from '../shared/envelope.js';

const asText = (value: string) => value;
const asNumber = (value: string) => (value.trim() === '' ? NaN : Number(value));

/** Keys of `Upload-Metadata` that Stream knows, in lower case, with their names in the JSON API. */
const KNOWN: Readonly<Record<string, readonly [name: string, read: (value: string) => unknown]>> = {
  // Only its presence matters: Cloudflare documents it as a key without a value.
  requiresignedurls: ['requireSignedURLs', () => true],
  // How a list is encoded is not documented; people send hosts with commas between them.
  allowedorigins: [
    'allowedOrigins',
    (value) =>
      value
        .split(',')
        .map((host) => host.trim())
        .filter(Boolean),
  ],
  thumbnailtimestamppct: ['thumbnailTimestampPct', asNumber],
  watermark: ['watermark', (value) => ({ uid: value })],
  scheduleddeletion: ['scheduledDeletion', asText],
  maxdurationseconds: ['maxDurationSeconds', asNumber],
  expiry: ['expiry', asText],
};

/**
 * Reads a tus `Upload-Metadata` header into the fields of the JSON API. Keys that Stream does not know go into `meta`.
 *
 * @throws {ApiError} `badRequest` when it is not written as tus wants it.
 */
export function parseUploadMetadata(header: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const meta: Record<string, string> = {};
  for (const pair of header.split(',').map((text) => text.trim())) {
    if (pair === '') continue;
    const [key = '', encoded = '', ...rest] = pair.split(' ');
    if (rest.length > 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) {
      throw new ApiError('badRequest', 'Upload-Metadata must be pairs of a key and a value in base64');
    }
    const value = Buffer.from(encoded, 'base64').toString('utf8');
    const known = KNOWN[key.toLowerCase()];
    if (known) fields[known[0]] = known[1](value);
    else meta[key.toLowerCase() === 'name' ? 'name' : key] = value;
  }
  return { ...fields, meta };
}
