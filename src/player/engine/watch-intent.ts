import type { PlaybackIntent } from '../model/playback-intent.js';

/** Options for a `<video>` whose position may not be the viewer's yet. */
export interface WatchIntentOptions {
  /** Tells whether the position of the `<video>` is the viewer's. */
  isPositioned(): boolean;
  readonly signal: AbortSignal;
}

/** Reads from a `<video>` whether to play. Browsers also pause on an error, which is nobody's intent. */
export function readPlaying(video: HTMLVideoElement, intent: PlaybackIntent): void {
  if (!video.error) intent.playing = !video.paused;
}

/** Keeps the intent up to date with a `<video>`, until the signal aborts: a new source resets the `<video>`. */
export function watchIntent(
  video: HTMLVideoElement,
  intent: PlaybackIntent,
  { isPositioned, signal }: WatchIntentOptions,
): void {
  // Captured, to be known before any other listener reacts.
  const on = (types: readonly string[], listener: () => void): void => {
    for (const type of types) video.addEventListener(type, listener, { capture: true, signal });
  };
  on(['play', 'pause'], () => readPlaying(video, intent));
  on(['ratechange'], () => (intent.rate = video.playbackRate));
  on(['timeupdate', 'seeking'], () => {
    if (isPositioned()) intent.position = video.currentTime;
  });
}
