import { onMediaEvents } from '../dom/media-events.js';
import { readMedia } from '../dom/read-media.js';
import type { PlaybackEngine, ReloadEvent } from '../engines/engine.js';
import type { MediaReading } from './playback-options.js';

/** What is watched, and who is told. */
export interface MediaWatchOptions {
  readonly element: Element;
  readonly video: HTMLVideoElement;
  engine(): PlaybackEngine | undefined;
  /** Position in seconds as the viewer sees it. */
  currentTime(): number;
  /** Whatever the `<video>` says. */
  onEvent(type: string): void;
  /** What everybody may know of it, by then to be seen in the reading. */
  onMedia(type: string, isPaused: boolean): void;
  onReading(): void;
}

/**
 * Listens to a `<video>` and reads off it what there is to draw, until it is destroyed. What it says while an engine loads
 * it anew underneath is kept to itself; what the viewer does meanwhile is told, and where that leads in the end.
 *
 * @since 0.1.0
 */
export class MediaWatch {
  readonly #options: MediaWatchOptions;
  readonly #life = new AbortController();
  #reading: MediaReading;
  /** As it was told last. */
  #isPaused = true;
  #isSeeking = false;

  constructor(options: MediaWatchOptions) {
    this.#options = options;
    const { signal } = this.#life;
    this.#reading = this.#look();
    onMediaEvents(options.video, (type) => this.#heard(type), signal);
    document.addEventListener('fullscreenchange', () => this.#read(), { signal });
  }

  /** What was seen last. */
  get reading(): MediaReading {
    return this.#reading;
  }

  /** The engine loads anew underneath. */
  reloading(what: ReloadEvent): void {
    const { video, engine, currentTime, onReading } = this.#options;
    const { paused, readyState } = video;
    if (what === 'done') {
      this.#read();
      // The browser may not have let it play on.
      if (paused !== this.#isPaused) this.#tell(paused ? 'pause' : 'play');
      if (this.#isSeeking) this.#tell('seeked');
      this.#tell(paused ? 'canplay' : readyState < HTMLMediaElement.HAVE_FUTURE_DATA ? 'waiting' : 'playing');
    } else {
      // All else is that of a source which has only begun to load.
      this.#reading = { ...this.#reading, paused: engine()?.paused ?? paused, currentTime: currentTime() };
      onReading();
      this.#tell(what);
    }
  }

  destroy(): void {
    this.#life.abort();
  }

  #heard(type: string): void {
    const { engine, onEvent } = this.#options;
    onEvent(type);
    if (engine()?.reloading) return;
    this.#read();
    this.#tell(type);
  }

  #read(): void {
    this.#reading = this.#look();
    this.#options.onReading();
  }

  #look(): MediaReading {
    const { element, video, engine, currentTime } = this.#options;
    const reading = readMedia(video, element);
    return { ...reading, currentTime: currentTime(), livePosition: reading.duration === Infinity ? (engine()?.livePosition ?? 0) : 0 };
  }

  #tell(type: string): void {
    const { video, engine, onMedia } = this.#options;
    this.#isPaused = engine()?.paused ?? video.paused;
    this.#isSeeking = type === 'seeking' || (this.#isSeeking && type !== 'seeked');
    onMedia(type, this.#isPaused);
  }
}
