import { joinBytes } from '../delivery/arriving-body.js';
import type { StartSegment, StartTrack } from '../delivery/start-plan.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** How much faster than playback the first segment must arrive to play before it is complete. */
const SURPLUS = 2;
/** Least buffer to play by then, in seconds: a video may begin with very little data. */
const LEAST_AHEAD = 0.5;

/** MediaSource that already plays, as handed to an engine. */
export interface StartedMedia {
  readonly mediaSource: MediaSource;
  readonly tracks: readonly Pick<TrackFeed, 'track' | 'buffer'>[];
}

/** Track of a MediaSource, and what was appended to it. */
export class TrackFeed {
  readonly track: StartTrack;
  readonly buffer: SourceBuffer;
  /** Index of the next segment to append. */
  next: number;
  /** Segment being loaded; settles with it, also on failure. */
  segment: Promise<void> | undefined;
  /** Bytes received of that segment. */
  arriving = 0;
  /** Time of the first request, as in `performance.now()`. */
  askedAt: number | undefined;
  readonly #first: number;
  #queue: Bytes[] = [];
  #isStopped = false;
  readonly #onError: () => void;
  /** Callbacks for when everything is appended: for whoever waits for a segment, or stops it meanwhile. */
  readonly #waiting: (() => void)[] = [];

  /** @param onError - Called when the browser rejects what was appended. */
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

  /** Start and end of what was or is being fetched, in seconds. */
  get range(): readonly [start: number, end: number] {
    const { segments } = this.track;
    return [segments[this.#first]?.start ?? 0, segments[this.next - 1]?.end ?? 0];
  }

  /** Tells whether the first segment arrives fast enough to play from a position, in seconds, before it is complete. */
  flowsFrom(position: number): boolean {
    const { buffered } = this.buffer;
    const ahead = buffered.length > 0 ? buffered.end(0) - position : 0;
    return ahead > LEAST_AHEAD && ahead * 1_000 > SURPLUS * (performance.now() - (this.askedAt ?? 0));
  }

  append(bytes: Bytes): void {
    if (!this.#isStopped) this.#queue.push(bytes);
    this.#pump();
  }

  /** Resolves once everything is appended. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#pump();
    });
  }

  /** Drops what is not appended yet, without waiting for the rest of the current segment. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#queue = [];
    await this.idle();
    try {
      // The segment may be incomplete.
      this.buffer.abort();
    } catch {
      // The stream has ended already.
    }
  }

  #pump(): void {
    if (this.buffer.updating) return;
    try {
      if (this.#queue.length > 0) this.buffer.appendBuffer(joinBytes(this.#queue.splice(0)));
      else this.#waiting.splice(0).forEach((tell) => tell());
    } catch {
      // The buffer is full, or the MediaSource is closed.
      this.#onError();
    }
  }
}
