import { onMediaEvents } from '../model/media-events.js';
import { snapshotMedia } from '../model/snapshot-media.js';
import type { PlaybackEngine, ReloadEvent } from '../engine/engine.js';
import type { MediaReading } from './playback-options.js';

/** What the viewer does, and no source by itself. */
const OF_THE_VIEWER: ReadonlySet<string> = new Set(['volumechange', 'enterpictureinpicture', 'leavepictureinpicture']);

/** What is watched, and who is told. */
export interface MediaObserverOptions {
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
export class MediaObserver {
  readonly #options: MediaObserverOptions;
  readonly #life = new AbortController();
  #reading: MediaReading;
  /** As it was told last. */
  #isPaused = true;
  #isSeeking = false;

  constructor(options: MediaObserverOptions) {
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
    this.#read();
    if (what !== 'done') {
      this.#tell(what);
      return;
    }
    const { paused, readyState } = this.#options.video;
    // The browser may not have let it play on, or the viewer has paused in the last moment before.
    if (paused !== this.#isPaused) this.#tell(paused ? 'pause' : 'play');
    if (this.#isSeeking) this.#tell('seeked');
    this.#tell(paused ? 'canplay' : readyState < HTMLMediaElement.HAVE_FUTURE_DATA ? 'waiting' : 'playing');
  }

  destroy(): void {
    this.#life.abort();
  }

  #heard(type: string): void {
    const { engine, onEvent } = this.#options;
    onEvent(type);
    if (engine()?.reloading && !OF_THE_VIEWER.has(type)) return;
    this.#read();
    this.#tell(type);
  }

  #read(): void {
    this.#reading = this.#look();
    this.#options.onReading();
  }

  #look(): MediaReading {
    const { element, video, engine, currentTime } = this.#options;
    const reading = snapshotMedia(video, element);
    const source = engine();
    if (!source?.reloading) {
      return {
        ...reading,
        currentTime: currentTime(),
        livePosition: reading.duration === Infinity ? (source?.livePosition ?? 0) : 0,
      };
    }
    // What a source says that has only begun to load is left out.
    const { muted, volume, fullscreen, pictureInPicture } = reading;
    return {
      ...this.#reading,
      muted,
      volume,
      fullscreen,
      pictureInPicture,
      paused: source.paused,
      currentTime: currentTime(),
    };
  }

  #tell(type: string): void {
    const { video, engine, onMedia } = this.#options;
    if (type === 'play' || type === 'pause') this.#isPaused = type === 'pause';
    this.#isSeeking = type === 'seeking' || (this.#isSeeking && type !== 'seeked');
    onMedia(type, engine()?.paused ?? video.paused);
  }
}
