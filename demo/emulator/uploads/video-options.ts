import { ApiError } from '../shared/envelope.js';
import type { VideoOptions } from '../records/video-record.js';
import { MAX_CREATOR_LENGTH, MAX_DURATION_SECONDS } from './limits.js';

/** Days from its creation to the earliest and latest deletion of a video. */
const DELETION_DAYS = { min: 30, max: 1096 };
const DAY_MS = 86_400_000;

/**
 * Validates the options of a video to be uploaded, by their names in the JSON API.
 *
 * @param nowMs milliseconds since the epoch
 * @throws {ApiError} `badRequest` naming the field.
 */
export function parseVideoOptions(fields: Readonly<Record<string, unknown>>, nowMs: number): VideoOptions {
  return {
    creator: readCreator(fields.creator),
    meta: readMeta(fields.meta),
    requireSignedURLs: readBoolean(fields.requireSignedURLs),
    allowedOrigins: readOrigins(fields.allowedOrigins),
    thumbnailTimestampPct: readNumber(fields.thumbnailTimestampPct, 'thumbnailTimestampPct', 0, 1) ?? 0,
    scheduledDeletion: readDeletion(fields.scheduledDeletion, nowMs),
    maxDurationSeconds: readMaxDuration(fields.maxDurationSeconds),
    watermark: readWatermark(fields.watermark),
    expiresAt: readExpiry(fields.expiry, nowMs),
  };
}

function wrong(detail: string): ApiError {
  return new ApiError('badRequest', detail);
}

function readCreator(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string' || value.length > MAX_CREATOR_LENGTH) {
    throw wrong(`creator must be a text of at most ${MAX_CREATOR_LENGTH} characters`);
  }
  return value;
}

/**
 * Reads the header `Upload-Creator`. How Stream reads other bytes than ASCII is not documented: they are refused.
 *
 * @throws {ApiError} `badRequest`.
 */
export function readCreatorHeader(value: string | undefined): string | undefined {
  if (value === undefined || /^[\t -~]*$/.test(value)) return value;
  throw wrong('Upload-Creator must be ASCII; any text can be given as JSON, by editing the video');
}

function readMeta(value: unknown): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw wrong('meta must be an object');
  return { ...value };
}

function readBoolean(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw wrong('requireSignedURLs must be true or false');
  return value;
}

function readOrigins(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw wrong('allowedOrigins must be a list of host names');
  }
  return value;
}

function readNumber(value: unknown, name: string, min: number, max: number): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    throw wrong(`${name} must be a number from ${min} to ${max}`);
  }
  return value;
}

function readMaxDuration(value: unknown): number | null {
  const seconds = readNumber(value, 'maxDurationSeconds', 1, MAX_DURATION_SECONDS);
  if (seconds !== null && !Number.isInteger(seconds)) throw wrong('maxDurationSeconds must be a whole number');
  return seconds;
}

function readWatermark(value: unknown): { uid: string } | null {
  if (value === undefined || value === null) return null;
  const uid = (value as { uid?: unknown }).uid;
  if (typeof uid !== 'string') throw wrong('watermark must name a watermark by its uid');
  return { uid };
}

function readTime(value: unknown, name: string): number {
  const ms = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(ms)) throw wrong(`${name} must be a time as in RFC 3339`);
  return ms;
}

function readExpiry(value: unknown, nowMs: number): number | null {
  if (value === undefined || value === null) return null;
  const ms = readTime(value, 'expiry');
  if (ms <= nowMs) throw wrong('expiry must be in the future');
  return ms;
}

function readDeletion(value: unknown, nowMs: number): string | null {
  if (value === undefined || value === null) return null;
  const days = (readTime(value, 'scheduledDeletion') - nowMs) / DAY_MS;
  if (days < DELETION_DAYS.min || days > DELETION_DAYS.max) {
    throw wrong(`scheduledDeletion must be ${DELETION_DAYS.min} to ${DELETION_DAYS.max} days ahead`);
  }
  return value as string;
}
