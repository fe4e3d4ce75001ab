import { readPublicDetails, type PublicDetails } from './public-details.js';

/** Latest year that JavaScript and databases both write with four digits. */
const MAX_YEAR = 9999;

/** Status of a video. `ready` and `error` are final. */
export type VideoStatus = 'pending' | 'processing' | 'ready' | 'error';

/** State in one of Stream's video objects, as far as this server needs it. */
export interface VideoState {
  readonly status: VideoStatus;
  /** Encoding progress, 0 to 100. */
  readonly percent: number | null;
  /** Duration in seconds. */
  readonly duration: number | null;
  /** Stream's error code, such as `ERR_NON_VIDEO`, if `status` is `error`. */
  readonly errorCode: string | null;
  readonly readyAt: Date | null;
  /** Left out if Stream does not mention them. */
  readonly publicDetails?: PublicDetails;
}

/** Tells whether a status never changes again. */
export function isFinal(status: VideoStatus): boolean {
  return status === 'ready' || status === 'error';
}

/** Tells whether a value looks like a Stream uid: 32 hexadecimal digits. */
export function isUid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}

/**
 * Reads the state in a video object, from Stream's API or a webhook.
 *
 * @see https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/
 */
export function readVideoState(video: unknown): VideoState {
  const { status: about, duration, readyToStream, readyToStreamAt, publicDetails } = asRecord(video);
  const details = readPublicDetails(publicDetails);
  const { state, pctComplete, errorReasonCode, errReasonCode } = asRecord(about);
  const status = statusOf(state, readyToStream === true);
  return {
    status,
    percent: status === 'processing' ? readPercent(pctComplete) : null,
    // Stream has -1 for an unknown duration.
    duration: typeof duration === 'number' && duration >= 0 && duration < Infinity ? duration : null,
    // Cloudflare's documentation uses both names.
    errorCode: status === 'error' ? (readCode(errorReasonCode) ?? readCode(errReasonCode) ?? 'ERR_UNKNOWN') : null,
    readyAt: status === 'ready' ? readDate(readyToStreamAt) : null,
    ...(details ? { publicDetails: details } : {}),
  };
}

function statusOf(state: unknown, readyToStream: boolean): VideoStatus {
  if (state === 'error') return 'error';
  // A video is playable with its first rendition, possibly before its state says so, and while it is live.
  if (state === 'ready' || state === 'live-inprogress' || readyToStream) return 'ready';
  return state === 'pendingupload' || state === undefined ? 'pending' : 'processing';
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Reads a percentage: a string in Stream's responses (“39.000000”), but numbers are accepted, too. */
function readPercent(value: unknown): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const percent = value === '' ? NaN : Number(value);
  return Number.isFinite(percent) ? Math.min(100, Math.max(0, percent)) : null;
}

function readCode(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Z][A-Z0-9_]{2,63}$/.test(value) ? value : null;
}

/** Reads a date that databases can store. */
export function readDate(value: unknown): Date | null {
  const date = new Date(typeof value === 'string' ? value : NaN);
  return date.getTime() >= 0 && date.getUTCFullYear() <= MAX_YEAR ? date : null;
}
