import { onMediaEvents, type MediaEventType } from '../model/media-events.js';
import { snapshotMedia } from '../model/snapshot-media.js';
import type { PlaybackEngine, ReloadEvent } from '../engine/engine.js';
import type { MediaReading, PlaybackSessionOptions } from './playback-options.js';

/** Events that only viewers cause, never a source. */
const OF_THE_VIEWER: ReadonlySet<string> = new Set(['volumechange', 'enterpictureinpicture', 'leavepictureinpicture']);

/**
 * Observes a `<video>` and reads its state, until the signal aborts. Hides its events while an engine reloads it,
 * except what the viewer does meanwhile and the outcome.
 */
export class MediaObserver {
  readonly video: HTMLVideoElement;
  /** Latest seekable position, in seconds. */
  limit = Infinity;
  /** Current engine of the `<video>`. */
  engine: PlaybackEngine | undefined;
  readonly #host: Pick<PlaybackSessionOptions, 'element' | 'intent' | 'onMedia' | 'onReading'>;
  readonly #events = new EventTarget();
  #reading: MediaReading;
  /** Whether `pause` was the last reported of `play` and `pause`. */
  #isPaused = true;
  #isSeeking = false;
  #hasBegun = false;
  #hasFrame = false;

  constructor(
    video: HTMLVideoElement,
    host: Pick<PlaybackSessionOptions, 'element' | 'intent' | 'onMedia' | 'onReading'>,
    signal: AbortSignal,
  ) {
    this.video = video;
    this.#host = host;
    this.#reading = this.#look();
    this.#awaitFrame();
    onMediaEvents(video, (type) => this.#heard(type), signal);
    host.element.addEventListener('fullscreenchange', () => this.#read(), { signal });
    // Otherwise an empty picture-in-picture window would stay open.
    signal.addEventListener('abort', () => {
      if (this.#reading.pictureInPicture) video.ownerDocument.exitPictureInPicture().catch(() => undefined);
    });
  }

  /** Last state that was read. */
  get reading(): MediaReading {
    return this.#reading;
  }

  /** Position that the viewer sees, in seconds. */
  get currentTime(): number {
    return this.engine?.currentTime ?? this.#host.intent.position ?? 0;
  }

  /** Seeks to a position in seconds, once there is an engine. As with a `<video>`, the poster disappears. */
  seek(time: number): void {
    if (!this.engine) return;
    this.#hasBegun = true;
    this.#read();
    this.engine.seek(Math.min(time, this.limit));
  }

  /** Whether it is playing, or would be if there were data. */
  get isPlaying(): boolean {
    return this.engine !== undefined && this.#host.intent.playing && !this.video.ended && !this.video.error;
  }

  /**
   * Calls a listener with each event of some types, until the signal aborts. Listeners are called in the order in which
   * they were added, the element last. The state of the video is up to date by then.
   */
  on(
    types: readonly MediaEventType[],
    listener: (type: MediaEventType) => void,
    { signal }: { readonly signal: AbortSignal },
  ): void {
    for (const type of types) this.#events.addEventListener(type, () => listener(type), { signal });
  }

  /** Reports what the viewer does while the engine reloads. */
  reloading(what: ReloadEvent): void {
    if (what !== 'done') {
      this.#read();
      const isKnown = what !== 'seeking' && (what === 'pause') === this.#isPaused;
      if (!isKnown) this.#tell(what);
      return;
    }
    const { paused, readyState } = this.video;
    this.#hasBegun ||= !paused && readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    this.#read();
    // The browser may have refused to resume, or the viewer has paused at the last moment.
    if (paused !== this.#isPaused) this.#tell(paused ? 'pause' : 'play');
    if (this.#isSeeking) this.#tell('seeked');
    this.#tell(paused ? 'canplay' : readyState < HTMLMediaElement.HAVE_FUTURE_DATA ? 'waiting' : 'playing');
  }

  #heard(type: MediaEventType): void {
    if (this.engine?.reloading && !OF_THE_VIEWER.has(type)) return;
    this.#watchFrames(type);
    this.#read();
    this.#tell(type);
  }

  #watchFrames(type: MediaEventType): void {
    const { video } = this;
    this.#hasBegun ||= type === 'playing';
    // A video that resumes midway shows no poster.
    if (type === 'emptied' && !this.#hasFrame) this.#awaitFrame();
    // Frames on another device, for one, are never reported as presented here. Without a video track there are none.
    const isMoving =
      type === 'timeupdate' && !video.paused && !video.seeking && video.currentTime > this.#reading.currentTime;
    if (isMoving && video.videoWidth > 0 && video.readyState > HTMLMediaElement.HAVE_CURRENT_DATA)
      this.#hasFrame = true;
  }

  /** Waits until a frame is presented; without frame callbacks, until `loadeddata`. */
  #awaitFrame(): void {
    const { video } = this;
    const seen = (): void => {
      this.#hasFrame = true;
      this.#read();
    };
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(seen);
    else (video as HTMLVideoElement).addEventListener('loadeddata', seen, { once: true });
  }

  #read(): void {
    this.#reading = this.#look();
    this.#host.onReading();
  }

  #look(): MediaReading {
    const { engine, currentTime, video } = this;
    const { element, intent } = this.#host;
    const reading = {
      ...snapshotMedia(video, element),
      hasBegun: this.#hasBegun,
      hasFrame: this.#hasBegun && this.#hasFrame,
    };
    if (!engine?.reloading) {
      return {
        ...reading,
        currentTime,
        livePosition: reading.duration === Infinity ? (engine?.livePosition ?? 0) : 0,
      };
    }
    // State of a source that has just begun to load is ignored.
    const { muted, volume, fullscreen, pictureInPicture } = reading;
    return {
      ...this.#reading,
      muted,
      volume,
      fullscreen,
      pictureInPicture,
      paused: !intent.playing,
      currentTime,
    };
  }

  #tell(type: MediaEventType): void {
    if (type === 'play' || type === 'pause') this.#isPaused = type === 'pause';
    this.#isSeeking = type === 'seeking' || (this.#isSeeking && type !== 'seeked');
    this.#events.dispatchEvent(new Event(type));
    this.#host.onMedia(type);
  }
}
