import type { PlaybackIntent } from '../model/playback-intent.js';

/** What is to be known about a `<video>` whose position may not be where the viewer is. */
export interface WatchIntentOptions {
  /** Tells whether the position of the `<video>` is the viewer's already. */
  isPositioned(): boolean;
  readonly signal: AbortSignal;
}

/** Reads from a `<video>` whether it is to play. A browser pauses what has failed, too, which is nobody's wish. */
export function readPlaying(video: HTMLVideoElement, intent: PlaybackIntent): void {
  if (!video.error) intent.playing = !video.paused;
}

/**
 * Keeps the intent up to date with what is done to a `<video>`, until the signal ends it: once it is given another
 * source, it has forgotten.
 */
export function watchIntent(
  video: HTMLVideoElement,
  intent: PlaybackIntent,
  { isPositioned, signal }: WatchIntentOptions,
): void {
  // Captured, so that it is known before anybody else hears of it and does something about it.
  const on = (types: readonly string[], listener: () => void): void => {
    for (const type of types) video.addEventListener(type, listener, { capture: true, signal });
  };
  on(['play', 'pause'], () => readPlaying(video, intent));
  on(['ratechange'], () => (intent.rate = video.playbackRate));
  on(['timeupdate', 'seeking'], () => {
    if (isPositioned()) intent.position = video.currentTime;
  });
}
