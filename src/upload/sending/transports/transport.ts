import * as RETRY from '../../model/retry-limits.js';
import { blindWaitMs } from '../../model/retry-policy.js';
import { waitForRetry } from '../../model/network.js';
import { TransportFailure } from '../../model/transport-failure.js';

/** Bytes that are read at a time to see whether a file can still be read. */
const READ_BYTES = 4_194_304;

/** Settings and callbacks of {@link Transport.send}. */
export interface SendOptions {
  /** One-time URL the bytes go to. Never shown, never part of an error. */
  readonly uploadUrl: string;
  /** Size of a chunk in bytes; one that Stream accepts. */
  readonly chunkBytes: number;
  /** Called after each acknowledged chunk; gives the size of the next. Without it all are of one size. */
  readonly onChunk?: (sentBytes: number, tookMs: number) => number;
  /** Signal that ends the attempt; what was acknowledged stays on the server. */
  readonly signal: AbortSignal;
  /** The most bytes that this upload URL was given in earlier attempts; the server cannot have more. */
  readonly handedBytes: number;
  /** Called before bytes go out that end at `endBytes`; they wait until it is done. */
  readonly onHandOver: (endBytes: number) => Promise<void>;
  /** Called with the bytes acknowledged and in flight. */
  readonly onProgress: (bytes: number) => void;
  /** Called with the bytes that the server has acknowledged. */
  readonly onAcknowledged: (bytes: number) => void;
  /** Called with the time at which the upload URL stops working, in milliseconds since the epoch. */
  readonly onExpiry?: (expiresAt: number) => void;
  /** How long no byte may move before the attempt is given up, in milliseconds. */
  readonly stallMs?: number;
}

/** What of {@link SendOptions} another attempt may have otherwise. */
export type SendJob = Pick<SendOptions, 'uploadUrl' | 'chunkBytes' | 'signal' | 'onChunk'>;

/** Carries a file to its upload URL. Made by {@link defineTransport}, and named in `registry.ts`. */
export interface Transport<Name extends string = string> {
  /** Name that an endpoint gives it in `protocol`. */
  readonly name: Name;
  /** Whether it sends chunks and goes on where it stopped. Otherwise every attempt begins at the first byte. */
  readonly isResumable: boolean;
  /** Largest file that it carries, in bytes. */
  readonly maxBytes: number;
  /**
   * Makes one attempt to carry the rest of a file to its upload URL. Trying again is for the caller.
   *
   * @throws {TransportFailure} when the attempt ended early, with what is needed to decide what follows.
   * @throws the signal's reason when it was aborted.
   */
  send(file: File, job: SendOptions): Promise<void>;
  /**
   * Asks how many bytes the server has, once.
   *
   * @returns `null` where there is no usable answer, or nothing to ask.
   * @throws the signal's reason when it was aborted.
   */
  readOffset(uploadUrl: string, signal: AbortSignal): Promise<number | null>;
}

/**
 * Adds to a transport what all have in common: it refuses a file that is too large, gives up a connection on which
 * nothing moves (browsers may take a quarter of an hour to notice), and tells a file that cannot be read any more from
 * a broken connection, which browsers report alike.
 */
export function defineTransport<Name extends string>(transport: Transport<Name>): Transport<Name> {
  return { ...transport, send: (file, job) => sendGuarded(transport, file, job) };
}

async function sendGuarded(transport: Transport, file: File, job: SendOptions): Promise<void> {
  const { signal, stallMs = RETRY.stallMs } = job;
  signal.throwIfAborted();
  if (file.size > transport.maxBytes) throw new TransportFailure('status', 413);
  const stalled = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  /** Part of the file that is on its way, and what the browser and the server have said of it. */
  let [startBytes, endBytes, reportedBytes, knownBytes] = [0, 0, 0, 0];
  /** Number of times in a row that nothing was seen to move. */
  let stills = 0;
  const isFitted = transport.isResumable && job.onChunk !== undefined;
  const rearm = (): void => {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(() => void onStill(), stallMs);
  };
  const moved = (): void => {
    stills = 0;
    rearm();
  };
  const onStill = async (): Promise<void> => {
    stills += 1;
    // Browsers report nothing behind a service worker, and all of it at once before a scanner.
    const isBlind = endBytes > startBytes && (reportedBytes <= startBytes || reportedBytes >= endBytes);
    const bytes = isBlind ? await transport.readOffset(job.uploadUrl, signal).catch(() => null) : null;
    if (bytes !== null && bytes > knownBytes) {
      knownBytes = bytes;
      moved();
    } else if (isBlind && stills * stallMs < blindWaitMs(endBytes - startBytes, isFitted)) rearm();
    else stalled.abort(new TransportFailure('network'));
  };
  moved();
  try {
    await transport.send(file, {
      ...job,
      onHandOver: (bytes) => {
        endBytes = bytes;
        moved();
        return job.onHandOver(bytes);
      },
      signal: AbortSignal.any([signal, stalled.signal]),
      onProgress: (bytes) => {
        reportedBytes = bytes;
        moved();
        job.onProgress(bytes);
      },
      onAcknowledged: (bytes) => {
        moved();
        startBytes = knownBytes = bytes;
        job.onAcknowledged(bytes);
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TransportFailure) throw error;
    const isReadable = await canRead(file, startBytes, Math.max(endBytes, startBytes + 1));
    signal.throwIfAborted();
    throw new TransportFailure(isReadable ? 'network' : 'file');
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}

/**
 * Waits until the server's offset no longer grows. When a request was broken off, what is left of it in buffers on the
 * way still arrives. While it does, a new request would begin at an old offset: it is refused, and its bytes were sent
 * in vain. An offset that never comes to rest is not waited for without end.
 */
export async function settleOffset(transport: Transport, uploadUrl: string, signal: AbortSignal): Promise<void> {
  let before = await transport.readOffset(uploadUrl, signal);
  for (let reads = 1; before !== null && reads < RETRY.settleReads; reads += 1) {
    await waitForRetry(RETRY.settleMs, signal);
    const now = await transport.readOffset(uploadUrl, signal);
    if (now !== null && now <= before) return;
    before = now;
  }
}

/** Whether a part of a file can be read, piece by piece; where that takes too long, it can so far. */
async function canRead(file: Blob, startBytes: number, endBytes: number): Promise<boolean> {
  const ending = AbortSignal.timeout(RETRY.readMs);
  const late = new Promise<void>((resolve) => ending.addEventListener('abort', () => resolve()));
  try {
    for (let at = startBytes; at < endBytes && !ending.aborted; at += READ_BYTES)
      await Promise.race([file.slice(at, Math.min(at + READ_BYTES, endBytes)).arrayBuffer(), late]);
    return true;
  } catch {
    return false;
  }
}

/** Reads an answer's header, without asking for one that the server does not expose: browsers log an error for that. */
export function exposedHeader(request: XMLHttpRequest, name: string): string | null {
  const prefix = `${name.toLowerCase()}:`;
  const line = request
    .getAllResponseHeaders()
    .split('\r\n')
    .find((header) => header.toLowerCase().startsWith(prefix));
  return line === undefined ? null : line.slice(prefix.length).trim();
}
