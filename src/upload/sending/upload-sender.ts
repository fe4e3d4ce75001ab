import { StreamError } from '../../shared/errors.js';
import { UploadLedger } from './upload-ledger.js';
import {
  decideRetry,
  mayBeTooLarge,
  nextChunkBytes,
  RETRY,
  retryDelayMs,
  smallerChunkBytes,
} from '../model/retry-policy.js';
import { TransportFailure } from '../model/transport-failure.js';
import type { UploadWait } from '../model/upload-state.js';
import { formTransport } from './transports/form-transport.js';
import type { Transport, TransportJob } from './transports/transport.js';
import { readOffset } from './transports/tus-offset.js';
import { tusTransport } from './transports/tus-transport.js';
import { watchNetwork } from './network-watch.js';
import type { CheckedTarget } from './upload-target.js';
import { isOffline, waitForRetry } from '../model/retry-wait.js';

const TRANSPORTS: Record<'tus' | 'form', Transport> = { tus: tusTransport, form: formTransport };

/** What {@link sendFile} needs and tells. */
export interface SendOptions {
  readonly signal: AbortSignal;
  /** Size of a tus chunk in bytes; `null` for what the link carries. */
  readonly chunkBytes: number | null;
  /** Where to go on, or `null` to ask for an upload URL first. */
  readonly target: CheckedTarget | null;
  /**
   * Whether the run before ended because the server refused this upload URL. Where it is refused again, and the server
   * has got no more in between, it is replaced.
   */
  readonly wasRefused: boolean;
  /** Bytes that an earlier page or run has sent to `target`; not all of them need have arrived. */
  readonly sentBytes: number;
  /** Asks for an upload URL. */
  readonly obtain: () => Promise<CheckedTarget>;
  /**
   * Asks whether Stream has every byte of a video. Called when an upload URL is no more: it may have done its work,
   * with only the last answer lost.
   */
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
  /** Whether the server may still be taking in a request that was broken off, so that its offset is not final. */
  let isUnsettled = target?.protocol === 'tus' && options.sentBytes > 0;
  let failures = 0;
  let chunkBytes = options.chunkBytes ?? RETRY.chunk.firstBytes;
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
        // Where something got through since the failure before, this one counts as the first, with its short delay.
        failures = ledger.hasGainedSince(acknowledgedBefore) ? 1 : failures + 1;
        if (options.chunkBytes === null && mayBeTooLarge(error)) chunkBytes = smallerChunkBytes(chunkBytes);
        onWait(isOffline() ? 'offline' : error.kind === 'network' ? 'connection' : 'server');
        isUnsettled = target.protocol === 'tus' && RETRY.busyStatuses.includes(error.status);
        const { retryAfterMs } = error;
        await waitForRetry(retryDelayMs(failures, retryAfterMs), signal, retryAfterMs !== null);
        continue;
      }
      // An upload URL is also gone when the upload is whole and only its last answer was lost. To begin again then
      // would make the same video twice.
      const mayBeWhole = error.kind === 'status' && decision === 'renew' && ledger.mayBeComplete;
      if (mayBeWhole && (await isComplete(target.uid))) return target.uid;
      signal.throwIfAborted();
      const isSpent = decision === 'reject' && options.wasRefused && ledger.isExhausted;
      if (isRenewed || (decision !== 'renew' && !isSpent)) throw toStreamError(decision, error);
      isRenewed = true;
      failures = 0;
      ledger.restart();
      target = null;
      options.onRestart();
    }
  }
}

/**
 * Makes one attempt. It also ends when the network was away and is back, and no byte has moved since: such a connection
 * is dead, though the browser may take minutes to say so.
 */
async function attempt(
  file: File,
  target: CheckedTarget,
  options: SendOptions & Pick<TransportJob, 'chunkBytes' | 'onChunk'>,
): Promise<void> {
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
 * Waits until the server's offset no longer grows. When a request was broken off, what is left of it in buffers on the
 * way still arrives. While it does, a new request would begin at an old offset: it is refused, and its bytes were sent
 * in vain.
 */
async function settle(uploadURL: string, signal: AbortSignal): Promise<void> {
  let before = await readOffset(uploadURL, signal);
  while (before !== null) {
    await waitForRetry(RETRY.settleMs, signal);
    const now = await readOffset(uploadURL, signal);
    if (now === before) return;
    before = now;
  }
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
