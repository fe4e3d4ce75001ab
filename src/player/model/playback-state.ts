import type { StreamError, StreamErrorCode } from '../../shared/errors.js';

/**
 * State of a player. Does not repeat what the `<video>` reports itself (paused, waiting, ended).
 *
 * @since 0.1.0
 */
export type PlaybackState =
  /** The poster and play button are shown; nothing has been requested. */
  | { readonly status: 'idle' }
  /** The token, engine and playlists are loading. */
  | { readonly status: 'loading' }
  /** Stream is still encoding the video; `percent` is 0 to 100, or `null` if unknown. */
  | { readonly status: 'processing'; readonly percent: number | null }
  /**
   * The live input has nothing to play at the moment; playback starts once it has. `code` is set if it is broadcast
   * over WebRTC only.
   */
  | { readonly status: 'offline'; readonly code?: 'LIVE_WEBRTC_ONLY' }
  /** The source is attached to the `<video>`. */
  | { readonly status: 'ready' }
  /** Playback has failed; `retrying` is `true` while the player retries automatically. */
  | { readonly status: 'error'; readonly error: StreamError; readonly retrying: boolean };

/** Event that changes the state of a player. */
export type PlaybackEvent =
  | { readonly type: 'load' }
  | { readonly type: 'not-ready'; readonly percent: number | null }
  | { readonly type: 'not-live'; readonly code?: 'LIVE_WEBRTC_ONLY' }
  | { readonly type: 'attached' }
  | { readonly type: 'failed'; readonly error: StreamError; readonly retrying: boolean }
  | { readonly type: 'recovered' }
  | { readonly type: 'reset' };

/** Initial state of every player. */
export const IDLE_PLAYBACK: PlaybackState = { status: 'idle' };

/** Computes the state after an event while the session is requested, fails to load or is given up. */
export function nextEarlyState(event: PlaybackEvent): PlaybackState {
  if (event.type === 'failed') return { status: 'error', error: event.error, retrying: event.retrying };
  return event.type === 'load' ? { status: 'loading' } : IDLE_PLAYBACK;
}

/** Tells whether a manual retry may help: after signing in, once network or server are back, or by luck. */
export function canRetry(code: StreamErrorCode): boolean {
  return !/^(SOURCE|ENGINE)_/.test(code);
}
