import { RECOVERY } from '../core/recovery.js';
import { whenDrawn } from './native-frame.js';
import { takeLook, type Look } from './native-look.js';

/** What is left after this, in seconds, is too little to play on from: play() at the end begins anew. */
const LAST_SECONDS = 0.1;
/** What cannot go on so many milliseconds after its position was found waits, and is shown to. */
const GRACE_MS = 1_000;

/** What is swapped, and who hears of it. */
export interface NativeSwapOptions {
  readonly video: HTMLVideoElement;
  /** Where it leads, in seconds. */
  readonly time: number;
  /** Whether it plays on from there. */
  readonly isPlaying: boolean;
  /** What this one replaces: what it has held, and not given back yet, is held on. */
  readonly last: NativeSwap | undefined;
  /** Covers the picture until the function that is given back is called. */
  hold(): () => void;
  /** Somebody has pressed play or pause, or leads it elsewhere. */
  onAction(type: 'play' | 'pause' | 'seeking'): void;
  /** It goes on, or waits, as any other video. */
  onDone(): void;
  /** Nothing has come of it. */
  onStuck(): void;
}

/**
 * The source of a `<video>` that is being exchanged for another address of the same video. It is over when the picture of
 * its position is drawn, and it plays on: until then there is nothing of it to be seen and nothing of it to be told.
 *
 * @since 0.1.0
 */
export class NativeSwap {
  readonly #options: NativeSwapOptions;
  readonly #life = new AbortController();
  readonly #restore: Look;
  readonly #release: () => void;
  #time: number;
  #isPlaying: boolean;
  #isDrawn = false;
  /** Whether it has begun to play, or may stay paused. */
  #isUnderWay = false;

  /** To be made before the next address is set. */
  constructor(options: NativeSwapOptions) {
    const { video, time, isPlaying, last, hold } = options;
    this.#options = options;
    this.#time = time;
    this.#isPlaying = isPlaying && !(time > video.duration - LAST_SECONDS);
    if (last) last.#life.abort();
    // A source that has only begun to load has none of it yet.
    this.#restore = last ? last.#restore : takeLook(video);
    this.#release = last ? last.#release : hold();
    this.#listen();
  }

  get time(): number {
    return this.#time;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  /** It leads elsewhere, and need not begin anew for that. */
  turn(time: number): void {
    const { video } = this.#options;
    this.#time = time;
    if (video.readyState > HTMLMediaElement.HAVE_NOTHING) video.currentTime = time;
    this.#options.onAction('seeking');
  }

  /** At once: what a viewer's press allows, it allows now. */
  play(): Promise<void> {
    const isNew = !this.#isPlaying;
    this.#isPlaying = true;
    const played = this.#options.video.play();
    if (isNew) this.#options.onAction('play');
    return played;
  }

  pause(): void {
    const isNew = this.#isPlaying;
    this.#isPlaying = false;
    this.#options.video.pause();
    if (isNew) this.#options.onAction('pause');
  }

  /** Lets go of everything. What it has led to so far is what there is. */
  end(): void {
    this.#life.abort();
    this.#release();
  }

  #listen(): void {
    const { video, onStuck } = this.#options;
    const { signal } = this.#life;
    const stuck = setTimeout(onStuck, RECOVERY.swapMs);
    signal.addEventListener('abort', () => clearTimeout(stuck));
    video.addEventListener('loadedmetadata', () => {
      this.#restore();
      whenDrawn(video, () => this.#time, signal, () => {
        this.#isDrawn = true;
        this.#settle();
      });
      video.currentTime = this.#time;
    }, { once: true, signal });
    video.addEventListener('seeked', () => {
      clearTimeout(stuck);
      const late = setTimeout(() => this.#goOnLate(), GRACE_MS);
      signal.addEventListener('abort', () => clearTimeout(late));
      // Not before: the clock would run on while the pictures of the position are still being fetched, or it would wait.
      if (video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) this.#goOn();
      else video.addEventListener('canplay', () => this.#goOn(), { once: true, signal });
    }, { once: true, signal });
  }

  #goOn(): void {
    const { signal } = this.#life;
    const underWay = (): void => {
      if (signal.aborted) return;
      this.#isUnderWay = true;
      this.#settle();
    };
    // Resolved once `playing` was said; rejected where the browser, or a press, does not let it.
    if (this.#isPlaying) this.#options.video.play().then(underWay, underWay);
    else underWay();
  }

  #goOnLate(): void {
    if (this.#isPlaying) void this.#options.video.play().catch(() => undefined);
    this.#options.onDone();
  }

  #settle(): void {
    if (this.#isDrawn && this.#isUnderWay) this.#options.onDone();
  }
}
