import * as RETRY from '../../model/retry-limits.js';
import { blindWaitMs } from '../../model/retry-policy.js';
import { waitForRetry } from '../../model/network.js';
import { TransportFailure } from '../../model/transport-failure.js';

/** Bytes read at a time to check that a file is still readable. */
const READ_BYTES = 4_194_304;

/** Settings and callbacks of {@link Transport.send}. */
export interface SendOptions {
  /** One-time upload URL. Never shown, never part of an error. */
  readonly uploadUrl: string;
  /** Size of a chunk in bytes; one that Stream accepts. */
  readonly chunkBytes: number;
  /** Called after each acknowledged chunk; returns the size of the next. Without it, all have the same size. */
  readonly onChunk?: (sentBytes: number, tookMs: number) => number;
  /** Signal that ends the attempt; acknowledged bytes stay on the server. */
  readonly signal: AbortSignal;
  /** Most bytes sent to this upload URL in earlier attempts; the server cannot have more. */
  readonly handedBytes: number;
  /** Called before bytes up to `endBytes` are sent, which wait until it resolves. */
  readonly onHandOver: (endBytes: number) => Promise<void>;
  /** Called with the bytes acknowledged and in flight. */
  readonly onProgress: (bytes: number) => void;
  /** Called with the bytes that the server has acknowledged. */
  readonly onAcknowledged: (bytes: number) => void;
  /** Called with the expiry of the upload URL, in milliseconds since the epoch. */
  readonly onExpiry?: (expiresAt: number) => void;
  /** Time without progress after which the attempt is given up, in milliseconds. */
  readonly stallMs?: number;
}

/** Parts of {@link SendOptions} that may differ in another attempt. */
export type SendJob = Pick<SendOptions, 'uploadUrl' | 'chunkBytes' | 'signal' | 'onChunk'>;

/** Sends a file to its upload URL. Created by {@link defineTransport}, and listed in `registry.ts`. */
export interface Transport<Name extends string = string> {
  /** Name in `protocol` of an endpoint's response. */
  readonly name: Name;
  /** Whether it sends chunks and can resume. Otherwise every attempt starts over. */
  readonly isResumable: boolean;
  /** Largest file, in bytes. */
  readonly maxBytes: number;
  /**
   * Makes one attempt to send the rest of a file to its upload URL. Retrying is up to the caller.
   *
   * @throws {TransportFailure} If the attempt fails, with what is needed to decide what follows.
   * @throws The signal's reason if it was aborted.
   */
  send(file: File, job: SendOptions): Promise<void>;
  /**
   * Asks once how many bytes the server has.
   *
   * @returns `null` if there is no usable response, or nothing to ask.
   * @throws The signal's reason if it was aborted.
   */
  readOffset(uploadUrl: string, signal: AbortSignal): Promise<number | null>;
}

/**
 * Adds what all transports have in common: refuses a file that is too large, gives up a stalled connection (browsers
 * may take a quarter of an hour to notice), and tells an unreadable file from a broken connection, which browsers
 * report alike.
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
  /** Part of the file that is in flight, and what browser and server have reported about it. */
  let [startBytes, endBytes, reportedBytes, knownBytes] = [0, 0, 0, 0];
  /** Number of consecutive timeouts without progress. */
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
    // Browsers report no progress behind a service worker, and everything at once in front of a scanner.
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
 * Waits until the server's offset stops growing. After a broken request, its rest in buffers may still arrive: a new
 * request would begin at an outdated offset and be refused, its bytes wasted. Does not wait for ever.
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

/** Tells whether part of a file is readable, piece by piece; on a timeout, it counts as readable. */
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

/** Reads a response header without asking for one that is not exposed: browsers log an error for that. */
export function exposedHeader(request: XMLHttpRequest, name: string): string | null {
  const prefix = `${name.toLowerCase()}:`;
  const line = request
    .getAllResponseHeaders()
    .split('\r\n')
    .find((header) => header.toLowerCase().startsWith(prefix));
  return line === undefined ? null : line.slice(prefix.length).trim();
}
