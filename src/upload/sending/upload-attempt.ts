import type { StreamError } from '../../shared/errors.js';
import * as RETRY from '../model/retry-limits.js';
import { BUSY_STATUSES, ChunkSize, decideRetry, retryDelayMs } from '../model/retry-policy.js';
import type { Place } from '../model/concurrency.js';
import { AnswerWatch, NetworkWatch, waitForRetry } from '../model/network.js';
import { TransportFailure } from '../model/transport-failure.js';
import { sendingError, unreachableError, type FailureOutcome } from '../model/upload-failure.js';
import { nextProgress, PROGRESS_MS, type UploadProgress } from '../model/upload-progress.js';
import type { UploadEvent, UploadWait } from '../model/upload-state.js';
import { isVideoComplete } from '../status/status-watcher.js';
import { withUploadLock } from './page-guards.js';
import { handedBytesOf, type ResumeRecord } from './resume/resume-record.js';
import type { ResumeRecorder } from './resume/resume-recorder.js';
import { IMPLIED_TRANSPORT, transportNamed, type TransportName } from './transports/registry.js';
import { settleOffset, type SendJob, type Transport } from './transports/transport.js';
import type { CheckedTarget } from './upload-endpoint.js';
import { UploadLedger } from './upload-ledger.js';
import type { UploadSettings } from './upload-settings.js';
import { obtainTarget, waitReason } from './upload-target.js';

/** File, settings and callbacks of an {@link UploadAttempt}. */
export interface UploadAttemptOptions {
  readonly file: File;
  readonly filetype?: string;
  /** Key under which the file is stored and locked. */
  readonly key: string;
  readonly settings: () => UploadSettings;
  readonly recorder: ResumeRecorder;
  /** Returns the progress while the file is being sent. */
  readonly progress: () => UploadProgress | null;
  readonly apply: (event: UploadEvent) => void;
  /** Returns the transport with a name; for tests. */
  readonly transportNamed?: (name: TransportName) => Transport;
}

/** Sends one file while no other tab does, through pauses and failures, and stores its upload URL meanwhile. */
export class UploadAttempt {
  /** Upload URL and uid: secret, known only to the store and the transport. */
  #target: CheckedTarget | null = null;
  /**
   * Whether the last run ended because the upload server refused the upload URL. The next run tries it once more,
   * because a refusal may pass and the bytes are there; after another refusal, the URL is replaced and all bytes are
   * sent again.
   */
  #wasRefused = false;
  /** Most bytes sent to the upload URL, on this page or an earlier one. */
  #handedBytes = 0;
  #updatedAt = 0;
  readonly #answers = new AnswerWatch();
  readonly #options: UploadAttemptOptions;

  /** @param record - Stored record of the file to resume, if any. */
  constructor(options: UploadAttemptOptions, record: ResumeRecord | null) {
    this.#options = options;
    if (record) this.#goOnWith(record);
  }

  /** Whether sending can be stopped and resumed later. */
  get canPause(): boolean {
    return !this.#target || this.#transportOf(this.#target).isResumable;
  }

  /** Whether there is an upload URL to resume. */
  get hasTarget(): boolean {
    return this.#target !== null;
  }

  /**
   * Sends the missing bytes. Retries temporary failures for as long as they last; replaces an upload URL that is gone
   * once. While another tab sends the file, its slot is given to other files.
   *
   * @returns The uid of the video, once every byte has arrived.
   * @throws {StreamError} `UPLOAD_EXPIRED`, `UPLOAD_REJECTED`, `UPLOAD_ANSWER_INVALID`, `FILE_CHANGED`, and whatever
   * `obtainTarget` throws.
   * @throws The signal's reason if it was aborted.
   */
  async run(signal: AbortSignal, place?: Place): Promise<string> {
    const { key, recorder, apply } = this.#options;
    const onWait = (): void => this.#wait('other-tab');
    const uid = await withUploadLock(key, { signal, onWait, place }, async (waited) => {
      // While this tab was waiting or paused, another may have sent the same file, or part of it, and recorded that.
      const left = waited || this.#target ? await recorder.takeOver(key, this.#target?.uid) : undefined;
      signal.throwIfAborted();
      if (left?.sent) return left.uid;
      if (left && left.uid !== this.#target?.uid) apply({ type: 'created', uid: left.uid });
      if (left) this.#goOnWith(left);
      const sent = await this.#send(signal);
      // Recorded before the lock is released: a tab that waits for it would otherwise send the file again.
      await recorder.sent(sent);
      return sent;
    });
    signal.throwIfAborted();
    this.#setTarget(null);
    return uid;
  }

  /** Notes a failed run, and drops its upload URL if that is useless. */
  noteFailure({ isRefused, dropsTarget }: FailureOutcome): void {
    this.#wasRefused = isRefused;
    if (dropsTarget) this.#dropTarget();
  }

  async #send(signal: AbortSignal): Promise<string> {
    const { file, key, settings, recorder, apply } = this.#options;
    const ledger = new UploadLedger(file.size, this.#handedBytes);
    let target = this.#target;
    const size = new ChunkSize(settings().chunkBytes);
    let [failures, invalidAnswers, newUrls] = [0, 0, 0];
    /** Whether the server may still be receiving the rest of a broken request, so that its offset is not final. */
    let isUnsettled = target !== null && ledger.handed > 0;
    this.#updatedAt = 0;
    for (;;) {
      target ??= await this.#create(signal);
      const transport = this.#transportOf(target);
      const acknowledgedBefore = ledger.acknowledged;
      try {
        if (isUnsettled) await settleOffset(transport, target.uploadURL, signal);
        isUnsettled = false;
        const job = { uploadUrl: target.uploadURL, signal, ...size.chunksFor(target.uploadURL) };
        await this.#sendOnce(transport, ledger, job);
        return target.uid;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof TransportFailure)) throw error;
        // After progress since the last failure, this one counts as the first, with its short delay.
        if (ledger.hasGainedSince(acknowledgedBefore)) failures = invalidAnswers = 0;
        failures += 1;
        if (error.kind === 'answer') {
          invalidAnswers += 1;
          // Without locks, another tab may have sent more to the same upload URL.
          const record = await recorder.peek(key);
          if (record?.uploadURL === target.uploadURL) ledger.learn(handedBytesOf(record), record.sentBytes);
        }
        const isSmaller = transport.isResumable && size.failed(target.uploadURL, error);
        const decision = isSmaller ? 'retry' : decideRetry(error, invalidAnswers, ledger.hasBytes);
        if (decision === 'retry') {
          isUnsettled = BUSY_STATUSES.includes(error.status);
          this.#waitAfter(error);
          await waitForRetry(retryDelayMs(failures, error.retryAfterMs), signal, error.retryAfterMs !== null);
          // Without resuming, the whole file would be sent again, although only the response may be lost.
          const mayBeLost = error.kind === 'network' && !transport.isResumable && !this.#answers.wasCut;
          if (mayBeLost && (await isVideoComplete(settings(), target.uid, signal))) return target.uid;
          continue;
        }
        // An upload URL is also gone once the upload is complete: starting over would create the same video twice.
        const mayBeWhole = error.kind === 'status' && decision === 'renew' && ledger.mayBeComplete;
        const offset = mayBeWhole ? await transport.readOffset(target.uploadURL, signal) : 0;
        if (offset === file.size) return target.uid;
        if (offset === null && (await isVideoComplete(settings(), target.uid, signal))) return target.uid;
        signal.throwIfAborted();
        const isRenewed = decision === 'renew' || (decision === 'reject' && this.#wasRefused && ledger.isExhausted);
        if (newUrls >= RETRY.newUrls || !isRenewed) throw sendingError(decision, error, file.size, transport);
        newUrls += 1;
        failures = invalidAnswers = 0;
        ledger.restart();
        target = null;
        this.#dropTarget();
        apply({ type: 'restart' });
      }
    }
  }

  /** Gets an upload URL, and stores it if sending can resume with it. */
  async #create(signal: AbortSignal): Promise<CheckedTarget> {
    const { settings, recorder, apply } = this.#options;
    const target = await obtainTarget(this.#options, settings(), signal, (reason) => this.#wait(reason));
    this.#setTarget(target);
    if (this.#transportOf(target).isResumable) recorder.created(target);
    apply({ type: 'created', uid: target.uid });
    return target;
  }

  /**
   * Makes one attempt. It also ends if the network was away and is back but no byte has been sent since: such a
   * connection is dead, although the browser may take minutes to say so.
   */
  async #sendOnce(transport: Transport, ledger: UploadLedger, job: SendJob): Promise<void> {
    const { file, recorder } = this.#options;
    const network = new NetworkWatch(() => this.#wait('offline'));
    try {
      await transport.send(file, {
        ...job,
        signal: AbortSignal.any([job.signal, network.signal]),
        handedBytes: ledger.handed,
        onHandOver: (endBytes) => {
          ledger.handOver(endBytes);
          this.#handedBytes = ledger.handed;
          return recorder.handedOver(endBytes);
        },
        onProgress: (bytes) => {
          this.#answers.noteSent(bytes);
          network.noteMove();
          this.#showProgress(bytes);
        },
        onAcknowledged: (bytes) => {
          this.#answers.noteAnswer(bytes);
          ledger.acknowledge(bytes);
          if (ledger.setbacks > RETRY.setbacks) throw new TransportFailure('answer');
          this.#showProgress(bytes, true);
          recorder.acknowledged(bytes);
        },
        onExpiry: (expiresAt) => recorder.expires(expiresAt),
      });
    } finally {
      network.end();
    }
  }

  /**
   * @param isSure - Whether the server has confirmed it: shown at once, as nothing may follow before the next chunk.
   */
  #showProgress(bytes: number, isSure = false): void {
    const { file, progress, apply } = this.#options;
    const [now, before] = [performance.now(), progress()];
    const isSoon = isSure || bytes === file.size ? before?.sentBytes === bytes : now - this.#updatedAt < PROGRESS_MS;
    if (!before || isSoon) return;
    this.#updatedAt = now;
    apply({ type: 'progress', progress: nextProgress(before, bytes, now) });
  }

  #waitAfter(failure: TransportFailure): void {
    const isNews = this.#answers.noteFailure(failure, this.#options.file.size);
    if (!this.#answers.isUnreachable) this.#wait(waitReason(failure));
    else this.#wait('unreachable', isNews ? unreachableError() : undefined);
  }

  #wait(reason: UploadWait, error?: StreamError): void {
    this.#options.apply({ type: 'wait', reason, ...(error && { error }) });
  }

  #goOnWith(record: ResumeRecord): void {
    const { uploadURL, uid, protocol = IMPLIED_TRANSPORT.json } = record;
    const knownBytes = this.#target?.uploadURL === uploadURL ? this.#handedBytes : 0;
    this.#setTarget({ uploadURL, uid, protocol }, Math.max(knownBytes, handedBytesOf(record)));
  }

  #setTarget(target: CheckedTarget | null, handedBytes = 0): void {
    this.#target = target;
    this.#handedBytes = handedBytes;
  }

  #dropTarget(): void {
    this.#setTarget(null);
    this.#options.recorder.forget(this.#options.key);
  }

  #transportOf({ protocol }: CheckedTarget): Transport {
    return (this.#options.transportNamed ?? transportNamed)(protocol);
  }
}
