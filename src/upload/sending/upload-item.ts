import { StreamError } from '../../shared/errors.js';
import { toFileInfo, type FileInfo } from '../file/file-identity.js';
import { afterFailure, retryStep, toUploadError } from '../model/upload-failure.js';
import { resumeKey, type ResumeRecord } from './resume/resume-record.js';
import { EMPTY_UPLOAD, isBusy, nextUploadState, type UploadEvent, type UploadState } from '../model/upload-state.js';
import { isFileHandle, openFile, type ChosenFile } from '../file/file-handle.js';
import { readOffset } from './transports/tus-offset.js';
import { ResumeRecorder } from './resume/resume-recorder.js';
import { checkFile, type UploadMedia } from '../file/preflight.js';
import { runUpload } from './upload-run.js';
import type { UploadItemHost } from './upload-settings.js';
import type { CheckedTarget } from './upload-target.js';
import { watchVideo } from '../status/status-watcher.js';

/** The file at hand, with what becomes known of it. */
interface Chosen extends ChosenFile {
  /** `null` before it was looked at. */
  media: UploadMedia | null;
  /** Under which name it is remembered and locked; `null` before it has passed the checks. */
  key: string | null;
}

/**
 * Carries one file from the choice to the video that can be played.
 *
 * @since 0.1.0
 */
export class UploadItem {
  /** Tells it from others of the same element. */
  readonly id: string;
  #state: UploadState = EMPTY_UPLOAD;
  #chosen: Chosen | null = null;
  /** Where the bytes go: a secret, which is given to the store and to the transport, and to nobody else. */
  readonly #target: { current: CheckedTarget | null } = { current: null };
  /** The half-sent upload that is offered, until its file was chosen. Another file is refused. */
  #offered: ResumeRecord | null = null;
  /**
   * The last attempt ended because the upload server refused the upload URL. The next one tries the same URL once more,
   * because a refusal may pass and the bytes are there; refused again, the URL is replaced and they are sent anew.
   */
  #wasRefused = false;
  /** `pause()` was called while the file was being looked at: it is paused as soon as it could be sent. */
  #isHeld = false;
  #run: AbortController | null = null;
  readonly #memory = new ResumeRecorder();
  readonly #host: UploadItemHost;

  constructor(id: string, host: UploadItemHost) {
    this.id = id;
    this.#host = host;
  }

  /** Where the upload stands. */
  get state(): UploadState {
    return this.#state;
  }

  /** The file, while this page has it. */
  get file(): File | null {
    return this.#chosen?.file ?? null;
  }

  /** What was found out about the file; `null` before it was looked at. */
  get media(): UploadMedia | null {
    return this.#chosen?.media ?? null;
  }

  /** The name under which it is remembered, of the file at hand or of the one that is offered. */
  get key(): string | null {
    return this.#chosen?.key ?? this.#offered?.key ?? null;
  }

  /** Whether bytes are being sent, or will be once a wait is over. */
  get isSending(): boolean {
    return this.#state.status === 'uploading' && this.#run !== null;
  }

  /** Whether the way it is sent can be interrupted and go on later; a form POST cannot. */
  get canPause(): boolean {
    return this.#target.current?.protocol !== 'form';
  }

  /** Goes on after `stop()`. */
  start(): void {
    const { status } = this.#state;
    if (this.#run) return;
    if (status === 'checking') this.#start((signal) => this.#checkAndSend(signal));
    else if (status === 'uploading') this.#start((signal) => this.#send(signal));
    else if (status === 'processing') this.#start((signal) => this.#watch(signal));
  }

  /** Ends what is running, and leaves the state as it is. */
  stop(): void {
    this.#run?.abort();
    this.#run = null;
  }

  /** Offers to go on with a half-sent file of an earlier visit. */
  offer(record: ResumeRecord): void {
    this.stop();
    // Another file may have been chosen for it: what is offered has none.
    this.#replace(null);
    this.#offered = record;
    const { file, uid, sentBytes, handle } = record;
    const kept = isFileHandle(handle);
    this.#apply({ type: 'found', file, uid, sentBytes, kept });
    // The server may have more than this browser heard of before the page went: what it says is shown.
    this.#start(async (signal) => {
      const bytes = await readOffset(record.uploadURL, signal);
      if (bytes !== null) this.#apply({ type: 'counted', sentBytes: bytes });
    });
  }

  /** A video that was sent in an earlier visit of a form. */
  restore(file: FileInfo, uid: string): void {
    this.#apply({ type: 'restored', file, uid, watched: this.#host.settings().statusEndpoint !== '' });
    this.#start((signal) => this.#watch(signal));
  }

  /** Takes a file, unless one is being sent. */
  choose({ file, handle }: ChosenFile): void {
    if (isBusy(this.#state)) return;
    this.#replace({ file, handle, media: null, key: null });
    this.#apply({ type: 'choose', file: toFileInfo(file) });
    this.#start((signal) => this.#checkAndSend(signal));
  }

  /** Stops sending. A file that is being looked at is not sent afterwards. */
  pause(): void {
    if (this.#state.status === 'checking') this.#isHeld = true;
    if (this.#state.status !== 'uploading' || !this.canPause) return;
    this.stop();
    this.#apply({ type: 'pause' });
  }

  /** Goes on after a pause; after a reload, with the file that the browser has kept. */
  resume(): void {
    this.#isHeld = false;
    if (this.#state.status === 'resumable') void this.#reopen();
    if (this.#state.status !== 'paused') return;
    this.#apply({ type: 'resume' });
    this.#start((signal) => this.#send(signal));
  }

  /** Tries again after an error, from where it stood. */
  retry(): void {
    const chosen = this.#chosen;
    const step = retryStep(this.#state, { hasKey: Boolean(chosen?.key), hasTarget: this.#target.current !== null });
    switch (step?.type) {
      case 'choose':
        if (step.isOther) this.#forgetOffered();
        if (chosen) this.choose(chosen);
        break;
      case 'watch':
        this.#sent(step.uid);
        this.#start((signal) => this.#watch(signal));
        break;
      case 'send':
        this.#apply({ type: 'resume' });
        if (step.isAnew) this.#apply({ type: 'restart' });
        this.#start((signal) => this.#send(signal));
        break;
      default:
    }
  }

  /** Gives the file up. After another file was chosen than the one to go on with, that one is offered again. */
  cancel(): void {
    const offered = this.#state.status === 'error' ? this.#offered : null;
    if (offered) this.offer(offered);
    else this.reset();
  }

  /** Drops the file, whatever state it is in. What Stream already has of it expires there. */
  reset(): void {
    this.stop();
    this.#forgetOffered();
    const { status } = this.#state;
    if (this.#chosen?.key && status !== 'processing' && status !== 'ready') this.#memory.forget(this.#chosen.key);
    this.#replace(null);
    this.#apply({ type: 'reset' });
  }

  /** Puts another file, or none, in the place of the one before, and clears all that was about that one. */
  #replace(chosen: Chosen | null): void {
    this.#chosen = chosen;
    this.#target.current = null;
    this.#wasRefused = false;
    this.#isHeld = false;
  }

  async #reopen(): Promise<void> {
    const { handle } = this.#offered ?? {};
    const file = await openFile(handle);
    if (this.#state.status !== 'resumable') return;
    if (file && isFileHandle(handle)) this.choose({ file, handle });
    else this.#apply({ type: 'lost' });
  }

  async #checkAndSend(signal: AbortSignal): Promise<void> {
    const chosen = this.#chosen;
    if (!chosen) return;
    const { file, handle } = chosen;
    const settings = this.#host.settings();
    const { fingerprint, media } = await this.#host.checks.run(signal, () => checkFile(file, settings, signal));
    chosen.media = media;
    const key = resumeKey(settings.scope, fingerprint);
    if (this.#offered && this.#offered.key !== key) {
      throw new StreamError('FILE_CHANGED', 'The chosen file is not the one whose upload was to be resumed.');
    }
    if (!this.#host.claims(this, key)) {
      this.reset();
      return;
    }
    chosen.key = key;
    const record = await this.#memory.get(key);
    signal.throwIfAborted();
    const verdict = await this.#host.accepts(this, media);
    // The page may have called another method meanwhile.
    signal.throwIfAborted();
    if (typeof verdict === 'string') throw new StreamError('FILE_REFUSED', verdict);
    if (!verdict) {
      this.reset();
      return;
    }
    this.#offered = null;
    this.#memory.describe({ key, scope: settings.scope, fingerprint, file: toFileInfo(file), handle });
    const known = record && !record.sent ? record : null;
    this.#target.current = known && { uploadURL: known.uploadURL, uid: known.uid, protocol: 'tus' };
    this.#apply({ type: 'start', uid: known?.uid ?? null, sentBytes: known?.sentBytes ?? 0 });
    if (this.#isHeld) this.pause();
    else await this.#send(signal);
  }

  async #send(signal: AbortSignal): Promise<void> {
    const { file, key } = this.#chosen ?? {};
    if (!file || !key) return;
    const run = (): Promise<string> =>
      runUpload({
        file,
        key,
        signal,
        memory: this.#memory,
        settings: this.#host.settings,
        target: this.#target,
        wasRefused: this.#wasRefused,
        progress: () => (this.#state.status === 'uploading' ? this.#state.progress : null),
        apply: (event) => this.#apply(event),
      });
    const uid = await this.#host.sends.run(signal, run, () => this.#apply({ type: 'wait', reason: 'turn' }));
    this.#sent(uid);
    await this.#watch(signal);
  }

  #sent(uid: string): void {
    this.#apply({ type: 'sent', uid, watched: this.#host.settings().statusEndpoint !== '' });
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { statusEndpoint } = this.#host.settings();
    if (this.#state.status !== 'processing' || !statusEndpoint) return;
    const video = await watchVideo(statusEndpoint, this.#state.uid, {
      signal,
      onStatus: ({ percent }) => this.#apply({ type: 'encoding', percent }),
    });
    if (video.status === 'ready') {
      this.#apply({ type: 'ready' });
      return;
    }
    const reason = video.errorCode;
    const error = new StreamError(
      'VIDEO_FAILED',
      `Stream could not make a video of the file (${reason ?? 'no reason given'}).`,
    );
    this.#apply({ type: 'fail', error, reason, way: 'choose' });
  }

  /** Runs a task in place of the one before, and turns what it throws into the error state. */
  #start(task: (signal: AbortSignal) => Promise<void>): void {
    this.stop();
    const run = new AbortController();
    this.#run = run;
    task(run.signal).catch((cause: unknown) => {
      if (!run.signal.aborted) this.#fail(cause);
    });
  }

  #fail(cause: unknown): void {
    const error = toUploadError(cause);
    const { way, isRefused, dropsTarget } = afterFailure(error, {
      isOffered: this.#offered !== null,
      canPause: this.canPause,
    });
    this.#wasRefused = isRefused;
    if (dropsTarget) {
      this.#target.current = null;
      if (this.#chosen?.key) this.#memory.forget(this.#chosen.key);
    }
    this.#apply({ type: 'fail', error, way });
  }

  #forgetOffered(): void {
    if (this.#offered) this.#memory.forget(this.#offered.key);
    this.#offered = null;
  }

  #apply(event: UploadEvent): void {
    const before = this.#state;
    const after = nextUploadState(before, event);
    if (after === before) return;
    this.#state = after;
    this.#host.onChange(this, event, before);
  }
}
