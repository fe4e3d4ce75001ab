import { joinBytes } from '../delivery/arriving-body.js';
import type { StartSegment, StartTrack } from '../delivery/start-plan.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** How much faster than it plays a first segment has to come, for it to play before all of it is there. */
const SURPLUS = 2;
/** What has to be there by then, in seconds: a film may begin with little to tell. */
const LEAST_AHEAD = 0.5;

/** MediaSource that plays already, as it is given to an engine. */
export interface StartedMedia {
  readonly mediaSource: MediaSource;
  readonly tracks: readonly Pick<TrackFeed, 'track' | 'buffer'>[];
}

/** Track of a MediaSource, and what was appended to it so far. */
export class TrackFeed {
  readonly track: StartTrack;
  readonly buffer: SourceBuffer;
  /** Index of the segment that is appended next. */
  next: number;
  /** Segment under way; ends with it, also where it fails. */
  segment: Promise<void> | undefined;
  /** Bytes of it that have come. */
  arriving = 0;
  /** When the first one was asked for, as `performance.now()` says it. */
  askedAt: number | undefined;
  readonly #first: number;
  #queue: Bytes[] = [];
  #isStopped = false;
  readonly #onError: () => void;
  /** Functions that are told once all is appended: whoever waits for a segment, and whoever stops it meanwhile. */
  readonly #waiting: (() => void)[] = [];

  /** @param onError - Hears that the browser does not take what was appended. */
  constructor(track: StartTrack, buffer: SourceBuffer, next: number, onError: () => void, signal: AbortSignal) {
    this.track = track;
    this.buffer = buffer;
    this.#first = this.next = next;
    this.#onError = onError;
    buffer.addEventListener('updateend', () => this.#pump(), { signal });
    buffer.addEventListener('error', onError, { signal });
  }

  get nextSegment(): StartSegment | undefined {
    return this.track.segments[this.next];
  }

  /** Start and end of what was fetched or is under way, in seconds. */
  get range(): readonly [start: number, end: number] {
    const { segments } = this.track;
    return [segments[this.#first]?.start ?? 0, segments[this.next - 1]?.end ?? 0];
  }

  /** Tells whether the first segment comes so fast that what is behind a position, in seconds, need not wait for its rest. */
  flowsFrom(position: number): boolean {
    const { buffered } = this.buffer;
    const ahead = buffered.length > 0 ? buffered.end(0) - position : 0;
    return ahead > LEAST_AHEAD && ahead * 1_000 > SURPLUS * (performance.now() - (this.askedAt ?? 0));
  }

  append(bytes: Bytes): void {
    if (!this.#isStopped) this.#queue.push(bytes);
    this.#pump();
  }

  /** Resolves once all is appended. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#pump();
    });
  }

  /** Drops what is not appended yet; of the segment under way, the rest is not waited for. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#queue = [];
    await this.idle();
    try {
      // A segment may have broken off within.
      this.buffer.abort();
    } catch {
      // The end of the video is there already.
    }
  }

  #pump(): void {
    if (this.buffer.updating) return;
    try {
      if (this.#queue.length > 0) this.buffer.appendBuffer(joinBytes(this.#queue.splice(0)));
      else this.#waiting.splice(0).forEach((tell) => tell());
    } catch {
      // There is no room, or the MediaSource has gone.
      this.#onError();
    }
  }
}
