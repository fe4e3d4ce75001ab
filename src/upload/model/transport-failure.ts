import type { StreamErrorCode } from '../../shared/errors.js';
import { parseRetryAfter } from '../../shared/retry-after.js';

/**
 * Reason why an attempt to send a file ended early. `status`: the server refused. `network`: there was no answer, or
 * one that did not come from the upload server (a captive portal). `file`: the file could not be read any more.
 * `mismatch`: the upload at that URL is of another size. `answer`: the upload server said what cannot be true, such as
 * to have more bytes than it was given.
 */
export type TransportFailureKind = 'status' | 'network' | 'file' | 'mismatch' | 'answer';

/** Details of a {@link TransportFailure} besides what the answer's head says. */
export interface TransportFailureDetails {
  /** What the answer's body says is wrong, where that is known here. */
  readonly code?: StreamErrorCode | undefined;
  readonly cause?: unknown;
}

/** Error that a transport throws when an attempt ends early. Holds no URL. */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';
  readonly kind: TransportFailureKind;
  /** HTTP status that was answered; 0 where there was none. */
  readonly status: number;
  /** The `Retry-After` header that was answered, as it came. */
  readonly retryAfter: string | null;
  /** The `Date` header that was answered, where it could be read: the clock that `Retry-After` goes by. */
  readonly date: string | null;
  /** What the answer's body says is wrong, where that is known here. */
  readonly code: StreamErrorCode | undefined;

  constructor(
    kind: TransportFailureKind,
    status = 0,
    retryAfter: string | null = null,
    date: string | null = null,
    { code, cause }: TransportFailureDetails = {},
  ) {
    super(status ? `The upload server answered ${status}.` : `Sending stopped (${kind}).`, { cause });
    this.code = code;
    this.kind = kind;
    this.status = status;
    this.retryAfter = retryAfter;
    this.date = date;
  }

  /** Wait that `Retry-After` asks for, in milliseconds; `null` where it asks for none. */
  get retryAfterMs(): number | null {
    const serverMs = Date.parse(this.date ?? '');
    return parseRetryAfter(this.retryAfter, Number.isNaN(serverMs) ? Date.now() : serverMs);
  }
}
