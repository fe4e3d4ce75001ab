import { parseByteCount } from '../../model/limits.js';
import { TransportFailure } from '../../model/transport-failure.js';

/** Headers of an answer that say how an upload stands; each `null` where it is missing or not exposed. */
export interface TusAnswer {
  readonly method: string;
  /** `Upload-Offset`. */
  readonly offset: string | null;
  /** `Upload-Length`. */
  readonly length: string | null;
}

/** Bounds for what an answer can truthfully say. */
export interface TusExpectation {
  readonly fileBytes: number;
  /** Offset at which the body of a PATCH begins. */
  readonly startBytes: number;
  /** The most bytes that this upload URL was ever given, the request's own among them. */
  readonly handedBytes: number;
}

/**
 * Reads the offset out of an answer, and checks it against what was sent. A server may have less than it once said:
 * what it lost is sent again. It cannot have more than it was given, and a PATCH brings something.
 *
 * @throws {TransportFailure} `network` where the answer is no upload server's, or does not say what is needed to go on: a
 * header that is not exposed by CORS cannot be read; `mismatch` where the upload is of another size, `answer` where what
 * it says cannot be true.
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
