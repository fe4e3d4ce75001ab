import { onMediaEvents, type MediaEventType } from '../model/media-events.js';
import { snapshotMedia } from '../model/snapshot-media.js';
import type { PlaybackEngine, ReloadEvent } from '../engine/engine.js';
import type { MediaReading, PlaybackSessionOptions } from './playback-options.js';

/** Events that only viewers cause, and no source by itself. */
const OF_THE_VIEWER: ReadonlySet<string> = new Set(['volumechange', 'enterpictureinpicture', 'leavepictureinpicture']);

/**
 * Listens to a `<video>` and reads its state, until the signal ends it. Keeps to itself what it says while an engine
 * reloads it underneath; tells what the viewer does meanwhile, and where that leads in the end.
 */
export class MediaObserver {
  readonly video: HTMLVideoElement;
  /** Latest position that can be sought, in seconds. */
  limit = Infinity;
  /** Engine that plays in it at the moment. */
  engine: PlaybackEngine | undefined;
  readonly #host: Pick<PlaybackSessionOptions, 'element' | 'intent' | 'onMedia' | 'onReading'>;
  readonly #events = new EventTarget();
  #reading: MediaReading;
  /** Whether it was paused when it was last told. */
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
    // The window of picture-in-picture would stay, with nothing in it.
    signal.addEventListener('abort', () => {
      if (this.#reading.pictureInPicture) video.ownerDocument.exitPictureInPicture().catch(() => undefined);
    });
  }

  /** State that was read last. */
  get reading(): MediaReading {
    return this.#reading;
  }

  /** Position in seconds as the viewer sees it. */
  get currentTime(): number {
    return this.engine?.currentTime ?? this.#host.intent.position ?? 0;
  }

  /** Goes to a position in seconds, once there is an engine. As on a `<video>`, the poster goes with it. */
  seek(time: number): void {
    if (!this.engine) return;
    this.#hasBegun = true;
    this.#read();
    this.engine.seek(Math.min(time, this.limit));
  }

  /** Whether playback goes on, or would if there were something to play. */
  get isPlaying(): boolean {
    return this.engine !== undefined && this.#host.intent.playing && !this.video.ended && !this.video.error;
  }

  /**
   * Calls a listener with each event of some types, from now on until the signal ends it. Listeners are told in the
   * order in which they came, the element last. What they can read of the video is up to date.
   */
  on(
    types: readonly MediaEventType[],
    listener: (type: MediaEventType) => void,
    { signal }: { readonly signal: AbortSignal },
  ): void {
    for (const type of types) this.#events.addEventListener(type, () => listener(type), { signal });
  }

  /** Tells what is done while the engine reloads underneath. */
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
    // The browser may not have let it play on, or the viewer has paused in the last moment before.
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
    // What is taken up again in mid-film shows no poster.
    if (type === 'emptied' && !this.#hasFrame) this.#awaitFrame();
    // Frames on another device, for one, are never said to be presented here. There is none where there is only sound.
    const isMoving =
      type === 'timeupdate' && !video.paused && !video.seeking && video.currentTime > this.#reading.currentTime;
    if (isMoving && video.videoWidth > 0 && video.readyState > HTMLMediaElement.HAVE_CURRENT_DATA)
      this.#hasFrame = true;
  }

  /** Waits until a frame is on the screen; a browser that does not tell has one to show once it is loaded. */
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
    // What a source says that has only begun to load is left out.
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
