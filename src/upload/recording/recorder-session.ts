import type { StreamErrorCode } from '../../shared/errors.js';
import { interpolate } from '../../shared/i18n/format.js';
import { limitsOf } from '../model/limits.js';
import { scopeOf } from '../sending/resume/stored-uploads.js';
import type { CfStreamUpload } from '../stream-upload.js';
import type { RecordingWords } from '../strings/recording/en.js';
import { sayError, sayNotice } from '../strings/recording/say.js';
import { canRecord, openSource } from './media-recording.js';
import { formatRecorded, isAtLimit, NO_RECORDING, nextRecordingState } from './recording-state.js';
import { recordedMsOf, recordingErrorOf, recordingSources, type RecordingEvent } from './recording-state.js';
import type { RecorderAsk, RecordingNotice, RecordingSource, RecordingState } from './recording-state.js';
import { RecordingStore } from './recording-store.js';
import { Take, type TakeEvent } from './take.js';
import { reportRecording, UsedTakes } from './used-takes.js';

/** Recording for an uploader: from asking for a camera until the uploader has the file. */
export class RecorderSession {
  recording: RecordingState = NO_RECORDING;
  /** Recording being made or reviewed. */
  take: Take | null = null;
  /** URL of the recording under review. */
  url: string | undefined;
  /** Last text for screen readers. */
  announcement = '';
  /** Recordings that the uploader has. */
  readonly used = new UsedTakes();

  /** Aborts the last request for a source: a late answer is ignored. */
  #prompt = new AbortController();
  readonly #uploader: CfStreamUpload;
  readonly #words: () => RecordingWords;
  readonly #onChange: () => void;

  /** @param onChange - Called when the view has to be updated. */
  constructor(uploader: CfStreamUpload, words: () => RecordingWords, onChange: () => void) {
    this.#uploader = uploader;
    this.#words = words;
    this.#onChange = onChange;
  }

  /** Starts: looks for a recording of an earlier visit, and reports sources that cannot be recorded here. */
  async connect(signal: AbortSignal): Promise<void> {
    const asked = this.#prompt.signal;
    const unable = recordingSources(this.#uploader.record).find((source) => !canRecord(source, this.#uploader));
    if (unable) reportRecording(this.#uploader, 'RECORDING_UNSUPPORTED', `The ${unable} cannot be recorded here.`);
    this.used.kept = await Take.findKept(scopeOf(this.#uploader));
    if (signal.aborted) this.used.leaveKept();
    this.follow();
    const take = asked.aborted ? undefined : this.used.kept.shift();
    if (take) {
      this.#show(take);
      this.#apply({ type: 'offer', recordedMs: take.recordedMs });
      this.#say(this.#words().kept);
    }
  }

  /** Ends. What was recorded is offered to the next uploader. */
  disconnect(): void {
    this.take?.stop();
    void this.take?.leave();
    this.used.leave();
    this.used.leaveKept();
    this.#end();
  }

  /** Follows the files of the uploader. */
  follow(): void {
    const { items } = this.#uploader;
    const { recording, take } = this;
    if (take && recording.status === 'review' && take.isAmong(items)) {
      // The uploader itself offers to resume it, or has taken it with a delay.
      this.used.add(take);
      this.#end();
    }
    this.used.follow(items);
  }

  /** Stores nothing more, and removes recordings that are only offered. Recordings in progress go on. */
  forget(): void {
    if (this.take) this.take.isForgotten = true;
    for (const take of this.used.kept.splice(0)) void take.discard();
    if (this.recording.status === 'review' && this.recording.isKept) this.ask('discard', null);
    void new RecordingStore().sweep(true);
  }

  /** Discards the current recording, as the uploader drops its files. */
  reset(): void {
    void this.take?.discard();
    this.#end();
  }

  /** Stops a recording that has reached a limit. */
  checkLimits(): void {
    if (isAtLimit(limitsOf(this.#uploader), this.#recordedMs, this.take?.bytes ?? 0)) this.#finish('limit');
  }

  /** Handles a person's action. */
  ask(ask: RecorderAsk, source: RecordingSource | null): void {
    const nowMs = performance.now();
    switch (ask) {
      case 'record':
        if (source) void this.#record(source);
        break;
      case 'cancel':
        this.#end();
        break;
      case 'pause':
        this.take?.pause();
        this.#apply({ type: 'pause', nowMs });
        this.#say(this.#timed(this.#words().announcePaused));
        break;
      case 'resume':
        this.take?.resume();
        this.#apply({ type: 'resume', nowMs });
        this.#say(this.#words().recording);
        break;
      case 'finish':
        this.#finish(null);
        break;
      case 'use':
        void this.#use();
        break;
      case 'discard':
        this.reset();
        this.#say(this.#words().discarded);
        break;
    }
  }

  /** Asks for a camera or screen, and starts recording. A previous recording stays until then. */
  async #record(source: RecordingSource): Promise<void> {
    this.#askNoMore();
    const asked = this.#prompt.signal;
    this.#apply({ type: 'ask', source });
    try {
      const opened = await openSource(source, this.#uploader, asked);
      if (asked.aborted) {
        opened.close();
        return;
      }
      const about = { scope: scopeOf(this.#uploader), name: this.#words().fileName };
      const take = Take.begin(opened, about, () => this.#recordedMs, this.#onTake);
      void this.take?.discard();
      this.#show(take);
      const notice = opened.stream.getAudioTracks().length > 0 ? null : 'silent';
      this.#apply({ type: 'begin', source, nowMs: performance.now(), notice });
      this.#say(`${this.#words().recording}. ${sayNotice(this.#words(), notice)}`);
    } catch (error) {
      if (!asked.aborted) this.#fail(recordingErrorOf(error), `The browser did not provide the ${source}.`, error);
    }
  }

  /** Handles events of the recording in progress. */
  readonly #onTake = (take: Take, what: TakeEvent): void => {
    if (take !== this.take) return;
    if (what === 'chunk') {
      // Timers are throttled in a hidden page.
      this.checkLimits();
      return;
    }
    if (what === 'not-kept' || what === 'silent') {
      this.#apply({ type: 'note', notice: what });
      this.#say(sayNotice(this.#words(), what));
      if (what === 'not-kept')
        reportRecording(this.#uploader, 'RECORDING_NOT_KEPT', 'The browser has no storage left for the recording.');
      return;
    }
    const isBroken = what !== 'asked';
    this.#finish(isBroken ? 'ended' : null);
    if (!take.file?.size) {
      this.#show(null);
      void take.discard();
      this.#fail('RECORDING_INTERRUPTED', 'Nothing was recorded.');
      return;
    }
    if (isBroken) reportRecording(this.#uploader, 'RECORDING_INTERRUPTED', 'The camera or screen became unavailable.');
    this.#show(take);
    this.#apply({ type: 'saved' });
    const notice = sayNotice(this.#words(), 'notice' in this.recording ? this.recording.notice : null);
    this.#say(`${notice} ${this.#timed(this.#words().announceReview)}`);
  };

  get #recordedMs(): number {
    return recordedMsOf(this.recording, performance.now());
  }

  #timed(text: string): string {
    return interpolate(text, { time: formatRecorded(this.#recordedMs) });
  }

  #finish(notice: RecordingNotice | null): void {
    this.#apply({ type: 'stop', nowMs: performance.now(), notice });
    this.take?.stop();
  }

  /** Passes the recording to the uploader, like any other file. If the uploader does not take it, it is shown again. */
  async #use(): Promise<void> {
    const { take, recording } = this;
    if (!take || recording.status !== 'review') return;
    this.#askNoMore();
    this.#apply({ type: 'use' });
    const settled = await take.settle(); // meanwhile it may be discarded, or left for the next uploader
    if (take !== this.take) return;
    this.#uploader.add([settled]);
    this.recording = recording;
    // Another file is being sent, or the list is full: the uploader has said so.
    if (take.isAmong(this.#uploader.items)) {
      this.used.add(take);
      this.#end();
    } else this.#onChange();
  }

  /** Goes back to the start. A pending request for a source is ignored. */
  #end(): void {
    this.#askNoMore();
    this.#show(null);
    this.#apply({ type: 'end' });
  }

  /** Ignores a pending request for a source, and closes whatever it opens. */
  #askNoMore(): void {
    this.#prompt.abort();
    this.#prompt = new AbortController();
  }

  #fail(error: StreamErrorCode, message: string, cause?: unknown): void {
    const source = 'source' in this.recording ? this.recording.source : null;
    this.#apply({ type: 'fail', error });
    this.#say(sayError(this.#words(), error, source));
    reportRecording(this.#uploader, error, message, cause);
  }

  #apply(event: RecordingEvent): void {
    this.recording = nextRecordingState(this.recording, event);
    this.#onChange();
  }

  #say(text: string): void {
    this.announcement = text.trim();
    this.#onChange();
  }

  /** Shows a recording, or none. */
  #show(take: Take | null): void {
    this.take = take;
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = take?.file ? URL.createObjectURL(take.file) : undefined;
    this.#onChange();
  }
}
