import { RECOVERY } from '../model/recovery-policy.js';
import { endOf } from './engine.js';
import { whenDrawn } from './seeked-frame.js';
import { captureTrackState, type TrackState } from './track-state.js';

/** What cannot go on so many milliseconds after its position was found waits, and the viewer is shown that. */
const GRACE_MS = 1_000;

/**
 * Where and how a video goes on once a source is there. It outlives a swap that fails: the next one goes on from it.
 *
 * @since 0.1.0
 */
export interface ResumePoint {
  /** Seconds; `Infinity` is what happens now. */
  time: number;
  isPlaying: boolean;
  /** Last known end of what one may seek to, in seconds. */
  readonly end: number;
  /** Restores speed, captions and sound; `undefined` once that is done. */
  look: TrackState | undefined;
  /** Takes the held picture away. */
  readonly release: () => void;
}

/** What is swapped, and who hears of it. */
export interface SourceSwapOptions {
  readonly video: HTMLVideoElement;
  readonly point: ResumePoint;
  /** It goes on, or waits, as any other video. */
  onDone(): void;
  /** Nothing has come of it. */
  onStuck(): void;
}

/**
 * The source of a `<video>` that is being exchanged for another address of the same video. It is over when the picture of
 * its position is drawn and it plays on: until then there is nothing of it to be seen, and nothing to be told.
 *
 * @since 0.1.0
 */
export class SourceSwap {
  readonly #options: SourceSwapOptions;
  readonly #life = new AbortController();
  /** Ends the wait for one position when the viewer asks for another. */
  #wait = new AbortController();
  #isDrawn = false;
  /** Whether it has begun to play, or may stay paused. */
  #isStarted = false;

  /** To be made before the next address is set. */
  constructor(options: SourceSwapOptions) {
    const { video, point, onStuck } = options;
    const { signal } = this.#life;
    this.#options = options;
    // What was taken from a source is kept until it could be given to another.
    point.look ??= captureTrackState(video);
    const timer = setTimeout(onStuck, RECOVERY.swapMs);
    signal.addEventListener('abort', () => clearTimeout(timer));
    video.addEventListener('seeked', () => clearTimeout(timer), { signal });
    video.addEventListener(
      'loadedmetadata',
      () => {
        point.look?.();
        point.look = undefined;
        if (point.time === Infinity) point.time = endOf(video.seekable);
        this.#seekToTarget();
      },
      { once: true, signal },
    );
  }

  /** It leads elsewhere, and need not begin anew for that. */
  retarget(): void {
    // Before there is metadata, nothing can be sought: the new position is taken from the point then.
    if (this.#options.video.readyState > HTMLMediaElement.HAVE_NOTHING) this.#seekToTarget();
  }

  /** The viewer has paused: it need not begin to play. */
  paused(): void {
    if (this.#options.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !this.#options.video.seeking)
      this.#markStarted();
  }

  /** Lets go of the `<video>`. */
  end(): void {
    this.#life.abort();
    this.#wait.abort();
  }

  #seekToTarget(): void {
    const { video, point } = this.#options;
    this.#wait.abort();
    this.#wait = new AbortController();
    const { signal } = this.#wait;
    this.#isDrawn = this.#isStarted = false;
    whenDrawn(video, point.time, signal, () => {
      this.#isDrawn = true;
      this.#settle();
    });
    video.addEventListener('seeked', () => this.#arrived(signal), { once: true, signal });
    video.currentTime = point.time;
  }

  /** The position is found. Not before may it play: the clock would run while its pictures are still being fetched. */
  #arrived(signal: AbortSignal): void {
    const { video, point } = this.#options;
    if (!point.isPlaying) {
      this.#markStarted();
      return;
    }
    const timer = setTimeout(() => this.#playLate(), GRACE_MS);
    signal.addEventListener('abort', () => clearTimeout(timer));
    // play() without data to play is answered by `waiting`.
    if (video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) this.#play(signal);
    else video.addEventListener('canplay', () => this.#play(signal), { once: true, signal });
  }

  #play(signal: AbortSignal): void {
    const markStarted = (): void => {
      if (!signal.aborted) this.#markStarted();
    };
    // Resolved once `playing` was said; rejected where the browser, or the viewer, does not let it play.
    if (this.#options.point.isPlaying) this.#options.video.play().then(markStarted, markStarted);
    else markStarted();
  }

  #playLate(): void {
    const { video, point, onDone } = this.#options;
    if (!video.paused || !point.isPlaying) {
      onDone();
      return;
    }
    const { signal } = this.#wait;
    // What play() makes the browser say is still part of the swap.
    for (const type of ['waiting', 'playing']) video.addEventListener(type, () => onDone(), { once: true, signal });
    video.play().catch(() => {
      if (!signal.aborted) onDone();
    });
  }

  #markStarted(): void {
    this.#isStarted = true;
    this.#settle();
  }

  #settle(): void {
    if (this.#isDrawn && this.#isStarted) this.#options.onDone();
  }
}
