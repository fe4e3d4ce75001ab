import type { PublicDetails, VideoRecord } from '../records/video-record.js';
import { toTimestamp } from '../shared/time.js';
import { parseVideoOptions } from '../uploads/video-options.js';
import { ApiError } from '../shared/envelope.js';

/** Options that can be changed in the form of upload options. */
const OPTIONS = [
  'allowedOrigins',
  'creator',
  'maxDurationSeconds',
  'meta',
  'requireSignedURLs',
  'scheduledDeletion',
  'thumbnailTimestampPct',
] as const;

/** Fields that have a meaning only before the file has arrived. */
const BEFORE_UPLOAD = ['maxDurationSeconds', 'uploadExpiry'] as const;

const DETAILS = ['title', 'share_link', 'channel_link', 'logo'] as const;

/**
 * Validates a change of a video's details. Fields that the request leaves out stay as they are; `meta` is replaced as a
 * whole.
 *
 * @param nowMs milliseconds since the epoch
 * @throws {ApiError} `badRequest` naming the field.
 * @see https://developers.cloudflare.com/api/resources/stream/methods/edit/
 */
export function parseVideoEdit(
  record: VideoRecord,
  body: Readonly<Record<string, unknown>>,
  nowMs: number,
): Partial<VideoRecord> {
  if (body.uid !== undefined && body.uid !== record.uid)
    throw new ApiError('badRequest', 'uid is that of another video');
  for (const name of BEFORE_UPLOAD) {
    if (body[name] !== undefined && record.uploaded !== null) {
      throw new ApiError('badRequest', `${name} cannot be changed once the video is uploaded`);
    }
  }
  const options = parseVideoOptions({ ...pick(body, OPTIONS), expiry: body.uploadExpiry }, nowMs);
  return {
    ...pick(
      options,
      OPTIONS.filter((name) => body[name] !== undefined),
    ),
    ...(options.expiresAt === null ? {} : { uploadExpiry: toTimestamp(options.expiresAt) }),
    ...(body.publicDetails === undefined
      ? {}
      : { publicDetails: readDetails(body.publicDetails, record.publicDetails ?? null) }),
  };
}

function readDetails(value: unknown, before: PublicDetails | null): PublicDetails | null {
  if (value === null) return null;
  if (typeof value !== 'object' || Array.isArray(value))
    throw new ApiError('badRequest', 'publicDetails must be an object');
  const given = value as Record<string, unknown>;
  const entries = DETAILS.map((name) => {
    const detail = given[name] === undefined ? (before?.[name] ?? null) : given[name];
    if (detail !== null && typeof detail !== 'string')
      throw new ApiError('badRequest', `publicDetails.${name} must be a text or null`);
    return [name, detail] as const;
  });
  return Object.fromEntries(entries) as unknown as PublicDetails;
}

function pick<T extends object>(from: T, names: readonly (keyof T & string)[]): Partial<T> {
  return Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]])) as Partial<T>;
}
