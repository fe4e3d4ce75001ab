import { dispatch } from '../../shared/dispatch.js';
import { StreamError, type StreamErrorCode } from '../../shared/errors.js';
import { interpolate } from '../../shared/i18n/format.js';
import { limitsOf } from '../model/limits.js';
import { scopeOf } from '../sending/resume/stored-uploads.js';
import type { CfStreamUpload } from '../stream-upload.js';
import type { RecordingWords } from '../strings/recording/en.js';
import { sayError, sayNotice } from '../strings/recording/say.js';
import { canRecord, openSource } from './media-recording.js';
import {
  formatRecorded,
  NO_RECORDING,
  nextRecordingState,
  recordedMsOf,
  recordingErrorOf,
  recordingSources,
  type RecordingEvent,
  type RecordingNotice,
  type RecordingSource,
  type RecordingState,
} from './recording-state.js';
import { RecordingStore } from './recording-store.js';
import { Take, UsedTakes, type TakeEvent } from './take.js';

/** Room that is left up to the largest size, in bytes, for what comes after the end was asked for. */
const SPARE_BYTES = 1_000_000;

/** What a person asks of a recorder. */
export type RecorderAsk = 'record' | 'cancel' | 'pause' | 'resume' | 'finish' | 'use' | 'discard';

/** What records for an uploader: from the question for a camera until the uploader has the file. */
export class RecorderSession {
  recording: RecordingState = NO_RECORDING;
  /** What is being recorded, or can be looked at. */
  take: Take | null = null;
  /** URL of what can be looked at. */
  url: string | undefined;
  /** What a screen reader was told last. */
  announcement = '';

  /** Number of times that the person was asked: an answer to an earlier question is none. */
  #asks = 0;
  /** Recordings of earlier visits that are not offered now: the uploader may come to offer their files. */
  #kept: Take[] = [];
  readonly #used = new UsedTakes();
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
    const asks = this.#asks;
    const unable = recordingSources(this.#uploader.record).find((source) => !canRecord(source));
    if (unable) this.#report('RECORDING_UNSUPPORTED', `This browser, or this page, can not record the ${unable}.`);
    this.#kept = await Take.findKept(scopeOf(this.#uploader));
    if (signal.aborted) this.#leaveKept();
    this.follow();
    const take = asks === this.#asks ? this.#kept.shift() : undefined;
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
    this.#used.leave();
    this.#leaveKept();
    this.#end();
  }

  #leaveKept(): void {
    for (const take of this.#kept.splice(0)) void take.leave();
  }

  /** Follows what the uploader has. */
  follow(): void {
    const { items } = this.#uploader;
    const { recording, take } = this;
    if (take && recording.status === 'review' && take.isAmong(items)) {
      // The uploader offers to go on with it by itself, or has taken it later than it was given.
      this.#used.add(take);
      this.#end();
    }
    for (const one of this.#kept) if (one.isAmong(items)) this.#used.add(one);
    this.#kept = this.#kept.filter((one) => !one.isAmong(items));
    this.#used.follow(items);
  }

  /** Forgets the recording of a file that was given up. */
  drop(itemId: string): void {
    this.#used.drop(itemId);
  }

  /** Keeps nothing more, and removes what is only offered. What is being recorded or sent goes on. */
  forget(): void {
    if (this.take) this.take.isForgotten = true;
    for (const take of this.#kept.splice(0)) void take.discard();
    if (this.recording.status === 'review' && this.recording.isKept) this.ask('discard', null);
    void new RecordingStore().sweep(true);
  }

  /** Ends what has come to a limit. */
  checkLimits(): void {
    const { maxBytes, maxSeconds } = limitsOf(this.#uploader);
    const isLong = recordedMsOf(this.recording, performance.now()) >= (maxSeconds ?? Infinity) * 1_000;
    // Another second may be on its way.
    if (isLong || (this.take?.bytes ?? 0) + SPARE_BYTES > maxBytes) this.#finish('limit');
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
        this.#say(interpolate(this.#words().announcePaused, { time: this.#time }));
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
        void this.take?.discard();
        this.#end();
        this.#say(this.#words().discarded);
        break;
    }
  }

  /** Asks for a camera or a screen, and begins. What was recorded before is there until then. */
  async #record(source: RecordingSource): Promise<void> {
    this.#asks += 1;
    const asks = this.#asks;
    this.#apply({ type: 'ask', source });
    try {
      const opened = await openSource(source);
      const { status } = this.recording;
      if (asks !== this.#asks || (status !== 'asking' && status !== 'review')) {
        opened.close();
        return;
      }
      const about = { scope: scopeOf(this.#uploader), name: this.#words().fileName };
      const take = Take.begin(opened, about, () => recordedMsOf(this.recording, performance.now()), this.#onTake);
      void this.take?.discard();
      this.#show(take);
      const notice = opened.stream.getAudioTracks().length > 0 ? null : 'silent';
      this.#apply({ type: 'begin', source, nowMs: performance.now(), notice });
      this.#say(`${this.#words().recording}. ${sayNotice(this.#words(), notice)}`);
    } catch (error) {
      if (asks === this.#asks) this.#fail(recordingErrorOf(error), `The browser gave no ${source}.`, error);
    }
  }

  /** Does what follows from what happens to the recording that is being made. */
  readonly #onTake = (take: Take, what: TakeEvent): void => {
    if (take !== this.take) return;
    if (what === 'not-kept' || what === 'silent') {
      this.#apply({ type: 'note', notice: what });
      this.#say(sayNotice(this.#words(), what));
      if (what === 'not-kept') this.#report('RECORDING_NOT_KEPT', 'The browser has no room for the recording.');
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
    if (isBroken) this.#report('RECORDING_INTERRUPTED', 'The camera or the screen ended; what was recorded is there.');
    this.#show(take);
    this.#apply({ type: 'saved' });
    const notice = sayNotice(this.#words(), this.#notice);
    this.#say(`${notice} ${interpolate(this.#words().announceReview, { time: this.#time })}`);
  };

  #finish(notice: RecordingNotice | null): void {
    this.#apply({ type: 'stop', nowMs: performance.now(), notice });
    this.take?.stop();
  }

  /** Gives the recording to the uploader, as any other file. What the uploader does not take is shown again. */
  async #use(): Promise<void> {
    const { take, recording } = this;
    if (!take || recording.status !== 'review') return;
    this.#asks += 1;
    this.#apply({ type: 'use' });
    const settled = await take.settle();
    // It was given up meanwhile, or left for the next uploader.
    if (take !== this.take) return;
    this.#uploader.add([settled]);
    this.recording = recording;
    // One is busy, or a list is full: the uploader has said so.
    if (take.isAmong(this.#uploader.items)) {
      this.#used.add(take);
      this.#end();
    } else this.#onChange();
  }

  /** Goes back to the beginning. An answer that is still to come is none. */
  #end(): void {
    this.#asks += 1;
    this.#show(null);
    this.#apply({ type: 'end' });
  }

  get #notice(): RecordingNotice | null {
    return 'notice' in this.recording ? this.recording.notice : null;
  }

  #fail(error: StreamErrorCode, message: string, cause?: unknown): void {
    const source = 'source' in this.recording ? this.recording.source : null;
    this.#apply({ type: 'fail', error });
    this.#say(sayError(this.#words(), error, source));
    this.#report(error, message, cause);
  }

  #report(code: StreamErrorCode, message: string, cause?: unknown): void {
    const error = new StreamError(code, message, { retryable: code !== 'RECORDING_UNSUPPORTED', cause });
    dispatch(this.#uploader, 'cf-stream-upload-record-error', { error });
  }

  #apply(event: RecordingEvent): void {
    this.recording = nextRecordingState(this.recording, event);
    this.#onChange();
  }

  #say(text: string): void {
    this.announcement = text.trim();
    this.#onChange();
  }

  get #time(): string {
    return formatRecorded(recordedMsOf(this.recording, performance.now()));
  }

  /** Shows what a take has recorded, or nothing. */
  #show(take: Take | null): void {
    this.take = take;
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = take?.file ? URL.createObjectURL(take.file) : undefined;
    this.#onChange();
  }
}
