import { parseByteCount } from '../../model/limits.js';
import { TransportFailure } from '../../model/transport-failure.js';

/** Headers of a response about the progress of an upload; each `null` if missing or not exposed. */
export interface TusAnswer {
  readonly method: string;
  /** `Upload-Offset`. */
  readonly offset: string | null;
  /** `Upload-Length`. */
  readonly length: string | null;
}

/** Bounds for a plausible response. */
export interface TusExpectation {
  readonly fileBytes: number;
  /** Offset at which the body of a PATCH begins. */
  readonly startBytes: number;
  /** Most bytes ever sent to this upload URL, including this request. */
  readonly handedBytes: number;
}

/**
 * Reads the offset in a response, and checks it against what was sent. A server may have less than it once said: lost
 * bytes are sent again. It cannot have more than was sent, and a PATCH must advance it.
 *
 * @throws {TransportFailure} `network` if the response is not from an upload server, or lacks what is needed to
 * continue: a header that CORS does not expose is unreadable; `mismatch` if the upload has another size; `answer` if
 * its values are impossible.
 */
export function readOffsetOf({ method, offset, length }: TusAnswer, expected: TusExpectation): number {
  const { fileBytes, startBytes, handedBytes } = expected;
  const isHead = method === 'HEAD';
  if (offset === null || (isHead && length === null)) throw new TransportFailure('network');
  const total = parseByteCount(length);
  if (total === null && length !== null) throw new TransportFailure('answer');
  if (total !== null && total !== fileBytes) throw new TransportFailure('mismatch');
  const bytes = parseByteCount(offset);
  const isCredible = bytes !== null && bytes <= Math.min(handedBytes, fileBytes) && (isHead || bytes > startBytes);
  if (!isCredible) throw new TransportFailure('answer');
  return bytes;
}
