import { backoffDelayMs } from '../../shared/backoff.js';

/** Longest time between two attempts of an upload, in milliseconds, unless the server asks for more. */
const MAX_RETRY_DELAY_MS = 30_000;

/** Longest `Retry-After` that is obeyed, in milliseconds: Stream's rate limit lasts five minutes. */
const MAX_RETRY_AFTER_MS = 10 * 60_000;

/**
 * Why an attempt to send a file ended early. `status`: the server refused. `network`: there was no answer, or one that
 * did not come from the upload server (a captive portal). `file`: the file could not be read any more. `mismatch`: the
 * upload at that address is of another size.
 *
 * @since 0.1.0
 */
export type TransportFailureKind = 'status' | 'network' | 'file' | 'mismatch';

/**
 * What a transport throws when an attempt ends early. Holds no address.
 *
 * @since 0.1.0
 */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';
  readonly kind: TransportFailureKind;
  /** HTTP status that was answered; 0 where there was none. */
  readonly status: number;
  /** The `Retry-After` header that was answered, as it came. */
  readonly retryAfter: string | null;
  /** The `Date` header that was answered, where it could be read: the clock that `Retry-After` goes by. */
  readonly date: string | null;

  constructor(kind: TransportFailureKind, status = 0, retryAfter: string | null = null, date: string | null = null) {
    super(status ? `The upload server answered ${status}.` : `Sending stopped (${kind}).`);
    this.kind = kind;
    this.status = status;
    this.retryAfter = retryAfter;
    this.date = date;
  }

  /** What `Retry-After` asks for, in milliseconds; `null` where it asks for nothing. */
  get retryAfterMs(): number | null {
    const serverMs = Date.parse(this.date ?? '');
    return parseRetryAfter(this.retryAfter, Number.isNaN(serverMs) ? Date.now() : serverMs);
  }
}

/**
 * What to do about a failed attempt: try the same again, ask for a new upload URL, or give up.
 *
 * @since 0.1.0
 */
export type RetryDecision = 'retry' | 'renew' | 'reject' | 'file-changed';

/**
 * Decides what follows a failed attempt to send a file.
 *
 * @since 0.1.0
 */
export function decideRetry(failure: Pick<TransportFailure, 'kind' | 'status'>): RetryDecision {
  if (failure.kind === 'file') return 'file-changed';
  if (failure.kind === 'mismatch') return 'renew';
  if (failure.kind === 'network') return 'retry';
  return isTemporaryStatus(failure.status) ? 'retry' : isGoneStatus(failure.status) ? 'renew' : 'reject';
}

/** Statuses below 500 that may be different next time. After 409, and 460 of tus, the offset is asked for again. */
const TEMPORARY_STATUSES: readonly number[] = [408, 409, 423, 425, 429, 460];

/**
 * Whether an HTTP status may be different next time: 408, 409, 423, 425, 429, 460 and 5xx.
 *
 * @since 0.1.0
 */
export function isTemporaryStatus(status: number): boolean {
  return TEMPORARY_STATUSES.includes(status) || status >= 500;
}

/** Whether an HTTP status says that an upload URL is no more. */
function isGoneStatus(status: number): boolean {
  return status === 404 || status === 410;
}

/**
 * Delay before an upload is tried again, in milliseconds: a growing, jittered one, and at least what the server asked
 * for. One that asks for nothing at all (`Retry-After: 0`) is not asked twice a second.
 *
 * @param attempt - How many attempts in a row have brought nothing, from 1.
 * @param retryAfterMs - What `Retry-After` said, in milliseconds, or `null`.
 * @param random - A number in [0, 1).
 * @since 0.1.0
 */
export function retryDelayMs(attempt: number, retryAfterMs: number | null, random: number = Math.random()): number {
  const growing = backoffDelayMs(Math.max(0, attempt - 1), { firstMs: 1_000, maxMs: MAX_RETRY_DELAY_MS }, random);
  return retryAfterMs === null
    ? growing
    : Math.max(growing, Math.min(retryAfterMs, MAX_RETRY_AFTER_MS) + random * 1000);
}

/**
 * Reads a `Retry-After` header: whole seconds or an HTTP date.
 *
 * @returns milliseconds to wait, at least 0, or `null` where it says nothing usable.
 * @since 0.1.0
 */
export function parseRetryAfter(value: string | null | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Only the shape of an HTTP date: Date.parse() alone would take "-5" and other things for one.
  if (!/^[A-Z][a-z]{2,8}, /.test(text)) return null;
  const dateMs = Date.parse(text);
  return Number.isNaN(dateMs) ? null : Math.max(0, dateMs - nowMs);
}
