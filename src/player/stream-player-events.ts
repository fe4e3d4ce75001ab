import type { StreamError } from '../shared/errors.js';
import type { PlaybackState } from './model/playback-state.js';

declare global {
  interface HTMLElementEventMap {
    /** Another token is in use. `expiresAt` is in milliseconds since the epoch; the token itself is not told. */
    'cf-stream-token': CustomEvent<{ expiresAt: number }>;
    /** The player's `state` has changed. */
    'cf-stream-state': CustomEvent<{ state: PlaybackState }>;
    /** Something failed; `retrying` while the player goes on trying by itself. */
    'cf-stream-error': CustomEvent<{ error: StreamError; retrying: boolean }>;
    /** `renditions`, `audioTracks`, or which of them is playing have changed. */
    'cf-stream-tracks': Event;
    /** Seconds of the video since it was loaded: fetched, which is what Stream bills, and watched. */
    'cf-stream-delivery': CustomEvent<{ fetchedSeconds: number; watchedSeconds: number }>;
  }
}
