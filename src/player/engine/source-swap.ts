import { findTrack, type PlaybackIntent } from '../model/playback-intent.js';
import { RECOVERY } from '../model/recovery-policy.js';
import { endOf } from './engine.js';
import type { VideoWithAudioTracks } from './native-audio.js';

/** Time that playback may take to resume after the seek; after that, the viewer is shown that it waits. */
const GRACE_MS = 1_000;

/** Distance from a position at which a frame still belongs to it, in seconds. */
const NEAR_SECONDS = 1;
/** Delay after a seek until its frame counts as drawn, if none was reported. */
const FRAME_GRACE_MS = 500;

/** Video whose source is swapped, and callbacks. */
export interface SourceSwapOptions {
  readonly video: VideoWithAudioTracks;
  /** What page and viewer want, for the next source. */
  readonly intent: PlaybackIntent;
  /** Called when playback goes on, or waits like any other video. */
  onDone(): void;
  /** Called when the latest source has not loaded in time. */
  onStuck(): void;
}

/**
 * Swap of a `<video>`'s source for another URL of the same video, in as many attempts as necessary. It is done when the
 * frame at its position is drawn and playback goes on: until then, nothing of it is visible or reported.
 */
export class SourceSwap {
  readonly #options: SourceSwapOptions;
  /** Last known end of the seekable range, in seconds. */
  #end = 0;
  #attempt: AbortController | undefined;
  /** Aborts the wait for one position when the viewer seeks to another. */
  #wait = new AbortController();
  /** `defaultPlaybackRate` outside of the swap; set while the captured state is not restored yet. */
  #defaultRate: number | undefined;
  #isDrawn = false;
  /** Whether playback has begun, or may stay paused. */
  #isStarted = false;

  constructor(options: SourceSwapOptions) {
    const { video, intent } = options;
    this.#options = options;
    // Browsers also pause on an error.
    if (!video.error) intent.playing = !video.paused && !video.ended;
  }

  /** Whether a source is loading. */
  get isLoading(): boolean {
    return this.#attempt !== undefined;
  }

  /** Target position, in seconds. */
  get currentTime(): number {
    const { position = 0 } = this.#options.intent;
    return position === Infinity ? this.#end : position;
  }

  /** Prepares for another source; to be called before it is set. */
  start(): void {
    const { video, intent, onStuck } = this.#options;
    this.stop();
    this.#attempt = new AbortController();
    const { signal } = this.#attempt;
    this.#end = Math.max(endOf(video.seekable), this.#end);
    this.#capture();
    const timer = setTimeout(onStuck, RECOVERY.swapMs);
    signal.addEventListener('abort', () => clearTimeout(timer));
    video.addEventListener('seeked', () => clearTimeout(timer), { signal });
    video.addEventListener(
      'loadedmetadata',
      () => {
        this.#restore();
        if (intent.position === Infinity) intent.position = endOf(video.seekable);
        this.#seekToTarget();
      },
      { once: true, signal },
    );
  }

  /** Seeks elsewhere without starting over. */
  retarget(): void {
    // Before there is metadata, seeking is impossible: the new position is taken from the intent later.
    if (this.#options.video.readyState > HTMLMediaElement.HAVE_NOTHING) this.#seekToTarget();
  }

  /** Notes that the viewer has paused: playback need not begin. */
  paused(): void {
    const { video } = this.#options;
    if (this.isLoading && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !video.seeking) this.#markStarted();
  }

  /** Gives up the source that is loading. */
  stop(): void {
    this.#attempt?.abort();
    this.#attempt = undefined;
    this.#wait.abort();
  }

  /** Releases the `<video>`. */
  destroy(): void {
    this.stop();
    this.#restoreDefaultRate();
  }

  /** Captures what a new source resets: speed, captions and audio track. */
  #capture(): void {
    const { video, intent } = this.#options;
    const { playbackRate, defaultPlaybackRate } = video;
    intent.rate = playbackRate;
    // Captured state is kept until it could be restored.
    if (this.#defaultRate === undefined) {
      this.#defaultRate = defaultPlaybackRate;
      intent.captions = [...video.textTracks].map(({ kind, language, label, mode }) => ({
        kind,
        language,
        label,
        mode,
      }));
      const heard = Array.from(video.audioTracks ?? []).find(({ enabled }) => enabled);
      if (heard) intent.audio = { language: heard.language, label: heard.label };
    }
    // New sources begin at this speed. It is not set again later: the viewer may choose another while the source loads.
    if (playbackRate !== defaultPlaybackRate) video.defaultPlaybackRate = playbackRate;
  }

  /** Restores the captured state, as far as the source has the same tracks. */
  #restore(): void {
    // Only what has changed: each change makes GStreamer send an event through a pipeline that is still being set up.
    this.#restoreDefaultRate();
    const { video, intent } = this.#options;
    for (const track of video.textTracks) {
      const before = findTrack(intent.captions?.filter(({ kind }) => kind === track.kind) ?? [], track);
      if (before && track.mode !== before.mode) track.mode = before.mode;
    }
    const tracks = Array.from(video.audioTracks ?? []);
    const same = findTrack(tracks, intent.audio);
    if (same && !same.enabled) for (const track of tracks) track.enabled = track === same;
  }

  #restoreDefaultRate(): void {
    const { video } = this.#options;
    const rate = this.#defaultRate ?? video.defaultPlaybackRate;
    if (video.defaultPlaybackRate !== rate) video.defaultPlaybackRate = rate;
    this.#defaultRate = undefined;
  }

  #seekToTarget(): void {
    const { video, intent } = this.#options;
    const { position = 0 } = intent;
    this.#wait.abort();
    this.#wait = new AbortController();
    const { signal } = this.#wait;
    this.#isDrawn = this.#isStarted = false;
    whenDrawn(video, position, signal, () => {
      this.#isDrawn = true;
      this.#settle();
    });
    video.addEventListener('seeked', () => this.#arrived(signal), { once: true, signal });
    video.currentTime = position;
  }

  /** Plays once the position is reached, not before: the clock would run while its frames are still loading. */
  #arrived(signal: AbortSignal): void {
    const { video, intent } = this.#options;
    if (!intent.playing) {
      this.#markStarted();
      return;
    }
    const timer = setTimeout(() => this.#playLate(), GRACE_MS);
    signal.addEventListener('abort', () => clearTimeout(timer));
    // play() without data would fire `waiting`.
    if (video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) this.#play(signal);
    else video.addEventListener('canplay', () => this.#play(signal), { once: true, signal });
  }

  #play(signal: AbortSignal): void {
    const { video, intent } = this.#options;
    const markStarted = (): void => {
      if (!signal.aborted) this.#markStarted();
    };
    // Resolves after `playing`; rejects if the browser, or the viewer, stops it.
    if (intent.playing) video.play().then(markStarted, markStarted);
    else markStarted();
  }

  #playLate(): void {
    const { video, intent, onDone } = this.#options;
    if (!video.paused || !intent.playing) {
      onDone();
      return;
    }
    const { signal } = this.#wait;
    // Events caused by play() are still part of the swap.
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

/**
 * Calls back once a seek is done and its frame is drawn: `seeked` comes shortly before or after that.
 *
 * @param time - Position it leads to, in seconds.
 */
export function whenDrawn(video: HTMLVideoElement, time: number, signal: AbortSignal, then: () => void): void {
  let isSought = false;
  let isDrawn = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    clearTimeout(timer);
    if (!signal.aborted) then();
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  video.addEventListener(
    'seeked',
    () => {
      isSought = true;
      if (isDrawn) tell();
      else timer = setTimeout(tell, FRAME_GRACE_MS);
    },
    { once: true, signal },
  );
  const onFrame = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
    if (signal.aborted) return;
    // The first frames may be of the start of the video, before the seek.
    isDrawn = Math.abs(mediaTime - time) < NEAR_SECONDS;
    if (isDrawn && isSought) tell();
    else video.requestVideoFrameCallback(onFrame);
  };
  if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(onFrame);
}
