import type { StreamErrorCode } from '../../shared/errors.js';
import { parseRetryAfter } from '../../shared/retry-after.js';

/**
 * Reason why an attempt to send a file has failed. `status`: the server refused. `network`: there was no response, or
 * not one from the upload server (a captive portal). `file`: the file is no longer readable. `mismatch`: the upload at
 * that URL has another size. `answer`: an impossible response of the upload server, such as more bytes than were sent.
 */
export type TransportFailureKind = 'status' | 'network' | 'file' | 'mismatch' | 'answer';

/** Details of a {@link TransportFailure}, besides status and headers of the response. */
export interface TransportFailureDetails {
  /** Error code in the body of the response, if known. */
  readonly code?: StreamErrorCode | undefined;
  readonly cause?: unknown;
}

/** Error of a failed attempt in a transport. Contains no URL. */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';
  readonly kind: TransportFailureKind;
  /** HTTP status of the response; 0 if there was none. */
  readonly status: number;
  /** `Retry-After` header of the response, unparsed. */
  readonly retryAfter: string | null;
  /** `Date` header of the response, if readable: the clock for `Retry-After`. */
  readonly date: string | null;
  /** Error code in the body of the response, if known. */
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

  /** Delay requested by `Retry-After`, in milliseconds; `null` if there is none. */
  get retryAfterMs(): number | null {
    const serverMs = Date.parse(this.date ?? '');
    return parseRetryAfter(this.retryAfter, Number.isNaN(serverMs) ? Date.now() : serverMs);
  }
}
