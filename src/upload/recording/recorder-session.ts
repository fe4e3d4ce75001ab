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

/** What records for an uploader: from the question for a camera until the uploader has the file. */
export class RecorderSession {
  recording: RecordingState = NO_RECORDING;
  /** What is being recorded, or can be looked at. */
  take: Take | null = null;
  /** URL of what can be looked at. */
  url: string | undefined;
  /** What a screen reader was told last. */
  announcement = '';
  /** What the uploader has. */
  readonly used = new UsedTakes();

  /** Ends what was asked last: an answer to that is none. */
  #prompt = new AbortController();
  readonly #uploader: CfStreamUpload;
  readonly #words: () => RecordingWords;
  readonly #onChange: () => void;

  /** @param onChange - Called when it is to be drawn anew. */
  constructor(uploader: CfStreamUpload, words: () => RecordingWords, onChange: () => void) {
    this.#uploader = uploader;
    this.#words = words;
    this.#onChange = onChange;
  }

  /** Begins: looks for a recording of an earlier visit, and says so where something can not be recorded here. */
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

  /** Ends. What there is of a recording is offered where an uploader comes next. */
  disconnect(): void {
    this.take?.stop();
    void this.take?.leave();
    this.used.leave();
    this.used.leaveKept();
    this.#end();
  }

  /** Follows what the uploader has. */
  follow(): void {
    const { items } = this.#uploader;
    const { recording, take } = this;
    if (take && recording.status === 'review' && take.isAmong(items)) {
      // The uploader offers to go on with it by itself, or has taken it later than it was given.
      this.used.add(take);
      this.#end();
    }
    this.used.follow(items);
  }

  /** Keeps nothing more, and removes what is only offered. What is being recorded or sent goes on. */
  forget(): void {
    if (this.take) this.take.isForgotten = true;
    for (const take of this.used.kept.splice(0)) void take.discard();
    if (this.recording.status === 'review' && this.recording.isKept) this.ask('discard', null);
    void new RecordingStore().sweep(true);
  }

  /** Drops what is being recorded, or can be looked at, as the uploader drops its files. */
  reset(): void {
    void this.take?.discard();
    this.#end();
  }

  /** Ends what has come to a limit. */
  checkLimits(): void {
    if (isAtLimit(limitsOf(this.#uploader), this.#recordedMs, this.take?.bytes ?? 0)) this.#finish('limit');
  }

  /** Does what a person wants. */
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

  /** Asks for a camera or a screen, and begins. What was recorded before is there until then. */
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
      if (!asked.aborted) this.#fail(recordingErrorOf(error), `The browser gave no ${source}.`, error);
    }
  }

  /** Does what follows from what happens to the recording that is being made. */
  readonly #onTake = (take: Take, what: TakeEvent): void => {
    if (take !== this.take) return;
    if (what === 'chunk') {
      // Timers are slow in a page that is not seen.
      this.checkLimits();
      return;
    }
    if (what === 'not-kept' || what === 'silent') {
      this.#apply({ type: 'note', notice: what });
      this.#say(sayNotice(this.#words(), what));
      if (what === 'not-kept')
        reportRecording(this.#uploader, 'RECORDING_NOT_KEPT', 'The browser has no room for the recording.');
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
    if (isBroken) reportRecording(this.#uploader, 'RECORDING_INTERRUPTED', 'The camera or the screen has ended.');
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

  /** Gives the recording to the uploader, as any other file. What the uploader does not take is shown again. */
  async #use(): Promise<void> {
    const { take, recording } = this;
    if (!take || recording.status !== 'review') return;
    this.#askNoMore();
    this.#apply({ type: 'use' });
    const settled = await take.settle(); // meanwhile it may be given up, or left for the next uploader
    if (take !== this.take) return;
    this.#uploader.add([settled]);
    this.recording = recording;
    // One is busy, or a list is full: the uploader has said so.
    if (take.isAmong(this.#uploader.items)) {
      this.used.add(take);
      this.#end();
    } else this.#onChange();
  }

  /** Goes back to the beginning. An answer that is still to come is none. */
  #end(): void {
    this.#askNoMore();
    this.#show(null);
    this.#apply({ type: 'end' });
  }

  /** Takes no answer to what was asked, and closes what was opened for it. */
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

  /** Shows what a take has recorded, or nothing. */
  #show(take: Take | null): void {
    this.take = take;
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = take?.file ? URL.createObjectURL(take.file) : undefined;
    this.#onChange();
  }
}
