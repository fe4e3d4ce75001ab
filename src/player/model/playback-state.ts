import type { StreamError, StreamErrorCode } from '../../shared/errors.js';

/**
 * State of a player. What the `<video>` says by itself (paused, waiting, ended) is not repeated here.
 *
 * @since 0.1.0
 */
export type PlaybackState =
  /** Poster and play button; nothing was asked for. */
  | { readonly status: 'idle' }
  /** Token, engine and manifest are on their way. */
  | { readonly status: 'loading' }
  /** Stream is still encoding; `percent` 0–100, or `null` where that is unknown. */
  | { readonly status: 'processing'; readonly percent: number | null }
  /** A live input that has nothing to play at the moment; it plays by itself once it has. `code` says why, unless nothing is sent. */
  | { readonly status: 'offline'; readonly code?: 'LIVE_WEBRTC_ONLY' }
  /** The `<video>` has its source. */
  | { readonly status: 'ready' }
  /** It cannot go on; `retrying` while the player goes on trying by itself. */
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

/** State in which every player starts. */
export const IDLE_PLAYBACK: PlaybackState = { status: 'idle' };

/** Computes the state after an event before there is a session: it is asked for, does not come, or is given up. */
export function nextEarlyState(event: PlaybackEvent): PlaybackState {
  if (event.type === 'failed') return { status: 'error', error: event.error, retrying: event.retrying };
  return event.type === 'load' ? { status: 'loading' } : IDLE_PLAYBACK;
}

/**
 * Tells whether trying again by hand can help: after signing in, once the network or the server is back, or with luck.
 */
export function canRetry(code: StreamErrorCode): boolean {
  return !/^(SOURCE|ENGINE)_/.test(code);
}
