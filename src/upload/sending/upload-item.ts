import { isFileHandle, type ChosenFile } from '../file/file-handle.js';
import { toFileInfo, type FileInfo } from '../file/file-identity.js';
import { checkFile, type UploadMedia } from '../file/preflight.js';
import { CurrentTask } from '../model/concurrency.js';
import { afterFailure, outcomeOf, retryStep, toUploadError } from '../model/upload-failure.js';
import { nextUploadState } from '../model/next-upload-state.js';
import { EMPTY_UPLOAD, isBusy, type UploadEvent, type UploadState } from '../model/upload-state.js';
import { watchVideo } from '../status/status-watcher.js';
import { OfferedUpload } from './offered-upload.js';
import { resumeKey, type ResumeRecord } from './resume/resume-record.js';
import { ResumeRecorder } from './resume/resume-recorder.js';
import { UploadAttempt } from './upload-attempt.js';
import type { UploadItemOptions } from './upload-item-options.js';

/** One file, from its choice to the playable video. */
export class UploadItem {
  /** Id, unique within the element. */
  readonly id: string;
  /** Facts read from the file; `null` before the checks. */
  media: UploadMedia | null = null;
  /** Half-sent upload on offer, even while another file is being checked. */
  readonly offered = new OfferedUpload();
  /** Whether its file was chosen by a person, not the page. */
  isByPerson = false;
  #state: UploadState = EMPTY_UPLOAD;
  #chosen: ChosenFile | null = null;
  /** Key under which the chosen file is stored and locked; `null` before it has passed the checks. */
  #key: string | null = null;
  #attempt: UploadAttempt | null = null;
  /** Whether `pause()` was called during the checks: the upload is paused as soon as it could start. */
  #isHeld = false;
  readonly #task = new CurrentTask((cause) => this.#fail(cause));
  readonly #recorder = new ResumeRecorder();
  readonly #options: UploadItemOptions<UploadItem>;
  readonly #attemptOptions = {
    settings: () => this.#options.settings(),
    recorder: this.#recorder,
    progress: () => (this.#state.status === 'uploading' ? this.#state.progress : null),
    apply: (event: UploadEvent) => this.#apply(event),
  };

  constructor(id: string, options: UploadItemOptions<UploadItem>) {
    this.id = id;
    this.#options = options;
  }

  get state(): UploadState {
    return this.#state;
  }

  /** The file, while this page has it. */
  get file(): File | null {
    return this.#chosen?.file ?? null;
  }

  /** Key of the chosen or the offered file. */
  get key(): string | null {
    return this.#key ?? this.offered.record?.key ?? null;
  }

  /** Whether bytes are being sent, or will be after a wait. */
  get isSending(): boolean {
    return this.#state.status === 'uploading' && this.#task.isStarted;
  }

  /** Whether sending can be stopped and resumed later. */
  get canPause(): boolean {
    return this.#attempt?.canPause ?? true;
  }

  /** Resumes after `stop()`. */
  start(): void {
    if (!this.#task.isStarted) this.#proceed();
  }

  /** Aborts the running task, but keeps the state. */
  stop(): void {
    this.#task.stop();
  }

  /** Offers to resume a half-sent file of an earlier visit. */
  offer(record: ResumeRecord): void {
    this.stop();
    this.#replace(null);
    this.offered.set(record);
    const { file, uid, sentBytes, handle } = record;
    this.#apply({ type: 'resume-found', file, uid, sentBytes, kept: isFileHandle(handle) });
    this.#task.start(async (signal) => {
      const bytes = await this.offered.readOffset(signal);
      if (bytes !== null) this.#apply({ type: 'offset-known', sentBytes: bytes });
    });
  }

  /** Restores a video that was sent in an earlier visit of a form, and watches it from {@link start} on. */
  restore(file: FileInfo, uid: string): void {
    this.#apply({ type: 'restored', file, uid, watched: this.#options.settings().statusEndpoint !== '' });
  }

  /** Takes a file, unless one is being sent. */
  choose(chosen: ChosenFile): void {
    if (isBusy(this.#state)) return;
    this.#replace(chosen);
    this.#apply({ type: 'choose', file: toFileInfo(chosen.file) });
    this.#proceed();
  }

  /** Pauses sending. A file being checked is not sent afterwards. */
  pause(): void {
    if (this.#state.status === 'checking') this.#isHeld = true;
    if (this.#state.status !== 'uploading' || !this.canPause) return;
    this.stop();
    this.#apply({ type: 'pause' });
  }

  /** Resumes after a pause; after a reload, with the stored file handle. */
  resume(): void {
    this.#isHeld = false;
    if (this.#state.status === 'resumable') void this.#reopen();
    if (this.#state.status !== 'paused') return;
    this.#apply({ type: 'resume' });
    this.#proceed();
  }

  /** Retries after an error, from where it stopped. */
  retry(): void {
    const step = retryStep(this.#state, { hasKey: this.#attempt !== null, hasTarget: !!this.#attempt?.hasTarget });
    if (!step) return;
    if (step.type === 'choose') {
      if (step.isOther) this.offered.setAside();
      if (this.#chosen) this.choose(this.#chosen);
      return;
    }
    if (step.type === 'watch') this.#sent(step.uid);
    else this.#apply({ type: 'resume' });
    if (step.type === 'send' && step.isAnew) this.#apply({ type: 'restart' });
    this.#proceed();
  }

  /** Cancels the file. If another file was chosen in place of a resumable one, that is offered again. */
  cancel(): void {
    const other = this.offered.offerAfter(this.#state);
    if (other && this.#key && this.#key !== other.key) this.#recorder.forget(this.#key);
    if (other) this.offer(other);
    else this.reset();
  }

  /** Drops the file, whatever its state. Bytes that Stream already has expire there. */
  reset(): void {
    this.stop();
    if (this.key && !['processing', 'ready'].includes(this.#state.status)) this.#recorder.forget(this.key);
    this.offered.set(null);
    this.#replace(null);
    this.#apply({ type: 'reset' });
  }

  /** Stores nothing more in the browser. A file that is being sent goes on; one that is only offered is dropped. */
  forget(): void {
    this.#recorder.stop();
    if (this.#state.status === 'resumable') this.reset();
    this.offered.set(null);
  }

  /** Replaces the file, or removes it, and resets everything about the previous one. */
  #replace(chosen: ChosenFile | null): void {
    this.#chosen = chosen;
    this.isByPerson = chosen !== null && !chosen.isByPage;
    this.#recorder.reset();
    this.media = this.#key = this.#attempt = null;
    this.#isHeld = false;
  }

  #proceed(): void {
    const status = this.#options.isActive?.() === false ? null : this.#state.status;
    if (status === 'checking') this.#task.start((signal) => this.#checkAndSend(signal));
    else if (status === 'uploading') this.#task.start((signal) => this.#send(signal));
    else if (status === 'processing') this.#task.start((signal) => this.#watch(signal));
  }

  async #reopen(): Promise<void> {
    const chosen = await this.offered.open();
    if (this.#state.status !== 'resumable') return;
    if (chosen) this.choose(chosen);
    else this.#apply({ type: 'handle-lost' });
  }

  async #checkAndSend(signal: AbortSignal): Promise<void> {
    const isTaken = await this.#check(signal);
    signal.throwIfAborted();
    if (!isTaken) this.#key = null; // its record, or the offer in its place, is kept
    if (!isTaken) this.cancel();
    else if (this.#isHeld) this.pause();
    else await this.#send(signal);
  }

  async #check(signal: AbortSignal): Promise<boolean> {
    if (!this.#chosen) return false;
    const { file, handle } = this.#chosen;
    const { settings, checks, claims, accepts } = this.#options;
    const rules = settings();
    const { fingerprint, media } = await checks.run(signal, () => checkFile(file, rules, signal));
    signal.throwIfAborted();
    this.media = media;
    const key = resumeKey(rules.scope, fingerprint);
    this.offered.check(key, file);
    if (!claims(this, key)) return false;
    this.#key = key;
    const record = await this.#recorder.get(key);
    const isAccepted = await accepts(this, media);
    signal.throwIfAborted(); // the page may have called another method meanwhile
    if (!isAccepted || !claims(this, key)) return false;
    this.offered.take(key);
    const described = { key, scope: rules.scope, fingerprint, file: toFileInfo(file), handle };
    const known = this.#recorder.describe(described, record);
    this.#attempt = new UploadAttempt({ file, filetype: media.type ?? '', key, ...this.#attemptOptions }, known);
    this.#apply({ type: 'start', uid: known?.uid ?? null, sentBytes: known?.sentBytes ?? 0 });
    return true;
  }

  async #send(signal: AbortSignal, attempt = this.#attempt): Promise<void> {
    if (!attempt) return;
    const onWait = (): void => this.#apply({ type: 'wait', reason: 'turn' });
    this.#sent(await this.#options.sends.run(signal, (place) => attempt.run(signal, place), onWait));
    return this.#watch(signal);
  }

  #sent(uid: string): void {
    this.#apply({ type: 'sent', uid, watched: this.#options.settings().statusEndpoint !== '' });
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const settings = this.#options.settings();
    if (this.#state.status !== 'processing' || !settings.statusEndpoint) return;
    const onStatus = (percent: number | null): void => this.#apply({ type: 'encoding', percent });
    this.#apply(outcomeOf(await watchVideo(settings, this.#state.uid, { signal, onStatus })));
  }

  #fail(cause: unknown): void {
    const error = toUploadError(cause);
    if (error.code === 'FILE_CHANGED') this.#recorder.changed(this.offered.changedRecord);
    const outcome = afterFailure(error, { isOffered: this.offered.record !== null, canPause: this.canPause });
    this.#attempt?.noteFailure(outcome);
    this.#apply({ type: 'fail', error, recovery: outcome.recovery });
  }

  #apply(event: UploadEvent): void {
    const before = this.#state;
    this.#state = nextUploadState(before, event);
    if (this.#state !== before) this.#options.onChange(this, event, before);
  }
}
