import { readPublicDetails, type PublicDetails } from './public-details.js';

/** What JavaScript and a database both take for a year, and write with four digits. */
const MAX_YEAR = 9999;

/** Where a video stands. `ready` and `error` are final. */
export type VideoStatus = 'pending' | 'processing' | 'ready' | 'error';

/** What one of Stream's video objects says that this server cares about. */
export interface VideoState {
  readonly status: VideoStatus;
  /** How much of the processing is done, 0 to 100. */
  readonly percent: number | null;
  /** Length in seconds. */
  readonly duration: number | null;
  /** Stream's reason, such as `ERR_NON_VIDEO`, when `status` is `error`. */
  readonly errorCode: string | null;
  readonly readyAt: Date | null;
  /** Left out where Stream says nothing about it. */
  readonly publicDetails?: PublicDetails;
}

/** Whether nothing more happens to a video in this state. */
export function isFinal(status: VideoStatus): boolean {
  return status === 'ready' || status === 'error';
}

/** Whether this is the form of a Stream uid: 32 hexadecimal digits. */
export function isUid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}

/**
 * Reads the state out of a video object, as it comes from Stream's API or in a webhook.
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
    // Stream writes -1 for what it does not know yet.
    duration: typeof duration === 'number' && duration >= 0 && duration < Infinity ? duration : null,
    // Cloudflare's own pages use both names.
    errorCode: status === 'error' ? (readCode(errorReasonCode) ?? readCode(errReasonCode) ?? 'ERR_UNKNOWN') : null,
    readyAt: status === 'ready' ? readDate(readyToStreamAt) : null,
    ...(details ? { publicDetails: details } : {}),
  };
}

function statusOf(state: unknown, readyToStream: boolean): VideoStatus {
  if (state === 'error') return 'error';
  // It can be played as soon as one rendition is there, which may be before the state says so, and while it is on air.
  if (state === 'ready' || state === 'live-inprogress' || readyToStream) return 'ready';
  return state === 'pendingupload' || state === undefined ? 'pending' : 'processing';
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** A string in Stream's answers ("39.000000"), so numbers are taken as well. */
function readPercent(value: unknown): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const percent = value === '' ? NaN : Number(value);
  return Number.isFinite(percent) ? Math.min(100, Math.max(0, percent)) : null;
}

function readCode(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Z][A-Z0-9_]{2,63}$/.test(value) ? value : null;
}

/** Reads a time that a database can keep, too. */
export function readDate(value: unknown): Date | null {
  const date = new Date(typeof value === 'string' ? value : NaN);
  return date.getTime() >= 0 && date.getUTCFullYear() <= MAX_YEAR ? date : null;
}
