import { FIRST_CHUNK_BYTES, nextChunkBytes, smallerChunkBytes } from '../core/chunk-size.js';
import { StreamError } from '../core/errors.js';
import { UploadLedger } from '../core/upload-ledger.js';
import { decideRetry, retryDelayMs, TransportFailure } from '../core/upload-retry.js';
import type { UploadWait } from '../core/upload-state.js';
import { formTransport } from '../transports/form-transport.js';
import type { Transport, TransportJob } from '../transports/transport.js';
import { readOffset } from '../transports/tus-offset.js';
import { tusTransport } from '../transports/tus-transport.js';
import { watchNetwork } from './upload-network.js';
import type { CheckedTarget } from './upload-target.js';
import { isOffline, waitForRetry } from './upload-wait.js';

/** Statuses of a server that is still busy with another request for the same upload. */
const BUSY_STATUSES: readonly number[] = [409, 423];

const TRANSPORTS: Record<'tus' | 'form', Transport> = { tus: tusTransport, form: formTransport };

/** An offset that has not moved for so many milliseconds stays where it is. */
const SETTLE_MS = 1_000;

/** What {@link sendFile} needs and tells. */
export interface SendOptions {
  readonly signal: AbortSignal;
  /** Size of a tus chunk in bytes; `null` for what the link carries. */
  readonly chunkBytes: number | null;
  /** Where to go on, or `null` to ask for an upload URL first. */
  readonly target: CheckedTarget | null;
  /** Whether that upload URL was refused before: refused again, with nothing more there, it is replaced. */
  readonly wasRefused: boolean;
  /** Bytes that are known to be there, or may be. */
  readonly sentBytes: number;
  /** Asks for an upload URL. */
  readonly obtain: () => Promise<CheckedTarget>;
  /** Whether Stream has every byte of a video whose upload URL is no more: the last answer may have been lost. */
  readonly isComplete: (uid: string) => Promise<boolean>;
  readonly onCreated: (target: CheckedTarget) => void;
  readonly onProgress: (bytes: number) => void;
  readonly onAcknowledged: (bytes: number) => void;
  readonly onExpiry: (expiresAt: number) => void;
  readonly onWait: (reason: UploadWait) => void;
  /** The upload URL is no more and the file starts again with a new one. */
  readonly onRestart: () => void;
}

/**
 * Sends a file until every byte is there. Faults that may pass are outlasted, however long they take; an upload URL
 * that is no more is replaced once.
 *
 * @returns the uid of the video.
 * @throws {StreamError} `UPLOAD_EXPIRED`, `UPLOAD_REJECTED`, `FILE_CHANGED`, and what `obtain` throws.
 * @throws the signal's reason when it was aborted.
 * @since 0.1.0
 */
export async function sendFile(file: File, options: SendOptions): Promise<string> {
  const { signal, obtain, isComplete, onWait } = options;
  let { target } = options;
  let isRenewed = false;
  /** Whether a request that was broken off may still be on its way into the server. */
  let isUnsettled = target?.protocol === 'tus' && options.sentBytes > 0;
  let failures = 0;
  let chunkBytes = options.chunkBytes ?? FIRST_CHUNK_BYTES;
  const ledger = new UploadLedger(file.size, options.sentBytes);
  const onChunk = (sentBytes: number, tookMs: number): number => (chunkBytes = nextChunkBytes(sentBytes, tookMs));
  const adapts = options.chunkBytes === null ? { onChunk } : {};
  const onAcknowledged = (bytes: number): void => {
    ledger.acknowledge(bytes);
    options.onAcknowledged(bytes);
  };
  const onProgress = (bytes: number): void => {
    ledger.progressed(chunkBytes, target?.protocol === 'form');
    options.onProgress(bytes);
  };
  for (;;) {
    if (!target) {
      target = await obtain();
      options.onCreated(target);
    }
    const acknowledgedBefore = ledger.acknowledged;
    try {
      if (isUnsettled) await settle(target.uploadURL, signal);
      isUnsettled = false;
      await attempt(file, target, { ...options, ...adapts, chunkBytes, onProgress, onAcknowledged });
      return target.uid;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof TransportFailure)) throw error;
      const decision = decideRetry(error);
      if (decision === 'retry') {
        // Another failure after something got through is a new one, with the short delay of a first.
        failures = ledger.hasGainedSince(acknowledgedBefore) ? 1 : failures + 1;
        if (options.chunkBytes === null && isTooLarge(error)) chunkBytes = smallerChunkBytes(chunkBytes);
        onWait(isOffline() ? 'offline' : error.kind === 'network' ? 'connection' : 'server');
        isUnsettled = target.protocol === 'tus' && BUSY_STATUSES.includes(error.status);
        const { retryAfterMs } = error;
        await waitForRetry(retryDelayMs(failures, retryAfterMs), signal, retryAfterMs !== null);
        continue;
      }
      // The last answer may have been lost, and an upload that is whole is no more there to go on with.
      const mayBeWhole = error.kind === 'status' && decision === 'renew' && ledger.mayBeWhole;
      if (mayBeWhole && (await isComplete(target.uid))) return target.uid;
      signal.throwIfAborted();
      const isSpent = decision === 'reject' && options.wasRefused && ledger.isSpent;
      if (isRenewed || (decision !== 'renew' && !isSpent)) throw toStreamError(decision, error);
      isRenewed = true;
      failures = 0;
      ledger.restart();
      target = null;
      options.onRestart();
    }
  }
}

/** One attempt, which also ends when the network was away and the connection did not outlive it. */
async function attempt(file: File, target: CheckedTarget, options: SendOptions & Pick<TransportJob, 'chunkBytes' | 'onChunk'>): Promise<void> {
  const dead = new AbortController();
  let moves = 0;
  const onProgress = (bytes: number): void => {
    moves += 1;
    options.onProgress(bytes);
  };
  const unwatch = watchNetwork({
    mark: () => moves,
    onOffline: () => options.onWait('offline'),
    onDead: () => dead.abort(new TransportFailure('network')),
  });
  try {
    const signal = AbortSignal.any([options.signal, dead.signal]);
    await TRANSPORTS[target.protocol](file, { ...options, ...target, signal, onProgress });
  } finally {
    unwatch();
  }
}

/**
 * Waits until the server takes in no more of a request that was broken off: what is left of it in the buffers on the way
 * goes on arriving, and whatever is sent meanwhile is refused and has to be sent again.
 */
async function settle(uploadURL: string, signal: AbortSignal): Promise<void> {
  let before = await readOffset(uploadURL, signal);
  while (before !== null) {
    await waitForRetry(SETTLE_MS, signal);
    const now = await readOffset(uploadURL, signal);
    if (now === before) return;
    before = now;
  }
}

/** Whether a smaller chunk might have got through: the line broke, or somebody on the way had no patience. */
function isTooLarge({ kind, status }: TransportFailure): boolean {
  return kind === 'network' || status === 408 || status >= 500;
}

function toStreamError(decision: 'renew' | 'reject' | 'file-changed', { status }: TransportFailure): StreamError {
  if (decision === 'file-changed') {
    return new StreamError('FILE_CHANGED', 'The file can no longer be read: it was moved, changed or deleted.');
  }
  if (decision === 'renew') {
    return new StreamError('UPLOAD_EXPIRED', 'A new upload URL was gone as well.', { retryable: true, status });
  }
  return new StreamError('UPLOAD_REJECTED', `The upload server answered ${status}.`, { retryable: true, status });
}
