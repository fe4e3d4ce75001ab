import { findTrack, type PlaybackIntent } from '../model/playback-intent.js';
import { RECOVERY } from '../model/recovery-policy.js';
import { endOf } from './engine.js';
import type { VideoWithAudioTracks } from './native-audio.js';

/** Time after its position was found in which it has to go on; then the viewer is shown that it waits. */
const GRACE_MS = 1_000;

/** Distance from a position, in seconds, at which a frame still belongs to it. */
const NEAR_SECONDS = 1;
/** Time after a seek at which its frame is taken for drawn, where none was reported. */
const FRAME_GRACE_MS = 500;

/** Video whose source is swapped, and who hears of it. */
export interface SourceSwapOptions {
  readonly video: VideoWithAudioTracks;
  /** Wishes that the next source goes on with. */
  readonly intent: PlaybackIntent;
  /** Hears that it goes on, or waits, as any other video. */
  onDone(): void;
  /** Hears that nothing has come of the source that was set last. */
  onStuck(): void;
}

/**
 * Swap of a `<video>`'s source for another URL of the same video, over as many tries as that takes.
 * It is over when the frame of its position is drawn and it plays on: until then there is nothing of it to be seen, and
 * nothing to be told.
 */
export class SourceSwap {
  readonly #options: SourceSwapOptions;
  /** Last known end of what one may seek to, in seconds. */
  #end = 0;
  #attempt: AbortController | undefined;
  /** Ends the wait for one position when the viewer asks for another. */
  #wait = new AbortController();
  /** Speed that a source begins with outside of the swap; there is one while what was captured is not restored yet. */
  #defaultRate: number | undefined;
  #isDrawn = false;
  /** Whether it has begun to play, or may stay paused. */
  #isStarted = false;

  constructor(options: SourceSwapOptions) {
    const { video, intent } = options;
    this.#options = options;
    // A browser pauses what has failed, too.
    if (!video.error) intent.playing = !video.paused && !video.ended;
  }

  /** Whether a source is on its way. */
  get isLoading(): boolean {
    return this.#attempt !== undefined;
  }

  /** Position that it leads to, in seconds. */
  get currentTime(): number {
    const { position = 0 } = this.#options.intent;
    return position === Infinity ? this.#end : position;
  }

  /** Prepares for another source; to be called before that is set. */
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

  /** Leads it elsewhere, without starting over. */
  retarget(): void {
    // Before there is metadata, nothing can be sought: the new position is taken from the intent then.
    if (this.#options.video.readyState > HTMLMediaElement.HAVE_NOTHING) this.#seekToTarget();
  }

  /** Notes that the viewer has paused: it need not begin to play. */
  paused(): void {
    const { video } = this.#options;
    if (this.isLoading && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !video.seeking) this.#markStarted();
  }

  /** Gives up the source that is on its way. */
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

  /** Takes what another source makes a `<video>` forget: speed, captions and the audio track. */
  #capture(): void {
    const { video, intent } = this.#options;
    const { playbackRate, defaultPlaybackRate } = video;
    intent.rate = playbackRate;
    // What was taken from a source is kept until it could be given to another.
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
    // What a source begins with. It is not set again later: the viewer may choose another speed while the source loads.
    if (playbackRate !== defaultPlaybackRate) video.defaultPlaybackRate = playbackRate;
  }

  /** Restores it in the source, as far as that has the same tracks. */
  #restore(): void {
    // Only what has changed: each of these makes GStreamer send an event through a pipeline that is still being set up.
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

  /** Plays once the position is found, and not before: the clock would run while its frames are still being fetched. */
  #arrived(signal: AbortSignal): void {
    const { video, intent } = this.#options;
    if (!intent.playing) {
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
    const { video, intent } = this.#options;
    const markStarted = (): void => {
      if (!signal.aborted) this.#markStarted();
    };
    // Resolved once `playing` was said; rejected where the browser, or the viewer, does not let it play.
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

/**
 * Calls back once a seek is over and the frame that it led to is drawn: `seeked` comes a moment before or after that.
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
    // The first frames may be of the beginning of the video, before the seek leads anywhere.
    isDrawn = Math.abs(mediaTime - time) < NEAR_SECONDS;
    if (isDrawn && isSought) tell();
    else video.requestVideoFrameCallback(onFrame);
  };
  if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(onFrame);
}
