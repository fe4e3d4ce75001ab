/** What a {@link Transport} is told and tells while it sends a file. */
export interface TransportJob {
  /** One-time URL the bytes go to. Never shown, never part of an error. */
  readonly uploadURL: string;
  /** Size of a tus chunk in bytes; one that Stream accepts. */
  readonly chunkBytes: number;
  /** Told of each tus chunk that was acknowledged; gives the size of the next. Without it all are of one size. */
  readonly onChunk?: (sentBytes: number, tookMs: number) => number;
  /** Ends the attempt; what was acknowledged stays on the server. */
  readonly signal: AbortSignal;
  /** Bytes acknowledged and in flight. */
  readonly onProgress: (bytes: number) => void;
  /** Bytes that the server has acknowledged: what would not have to be sent again. */
  readonly onAcknowledged: (bytes: number) => void;
  /** When the upload URL stops working, in milliseconds since the epoch, where the server says so. */
  readonly onExpiry?: (expiresAt: number) => void;
  /** How long no byte may move before the attempt is given up, in milliseconds. */
  readonly stallMs?: number;
}

/**
 * Makes one attempt to carry the rest of a file to its upload URL. Trying again is for the caller.
 *
 * @throws {TransportFailure} when the attempt ended early, with what is needed to decide what follows.
 * @throws the signal's reason when it was aborted.
 * @since 0.1.0
 */
export type Transport = (file: File, job: TransportJob) => Promise<void>;

/**
 * Whether a file can still be read: one that was changed, moved or deleted since it was chosen cannot. A browser
 * reports that like a broken connection when it is sending it.
 *
 * @since 0.1.0
 */
export async function canRead(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/**
 * An answer's header, without asking for one that the server does not expose: browsers log an error for that.
 *
 * @since 0.1.0
 */
export function exposedHeader(request: XMLHttpRequest, name: string): string | null {
  const prefix = `${name.toLowerCase()}:`;
  const line = request
    .getAllResponseHeaders()
    .split('\r\n')
    .find((header) => header.toLowerCase().startsWith(prefix));
  return line === undefined ? null : line.slice(prefix.length).trim();
}

/**
 * Reads a number of bytes out of a header.
 *
 * @returns `null` where it has none.
 * @since 0.1.0
 */
export function toBytes(value: string | null): number | null {
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}
