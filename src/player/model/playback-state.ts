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
  /** A live input to which nothing is sent at the moment; it plays by itself once something is. */
  | { readonly status: 'offline' }
  /** The `<video>` has its source. */
  | { readonly status: 'ready' }
  /** It cannot go on; `retrying` while the player goes on trying by itself. */
  | { readonly status: 'error'; readonly error: StreamError; readonly retrying: boolean };

/** Event that changes the state of a player. */
export type PlaybackEvent =
  | { readonly type: 'load' }
  | { readonly type: 'not-ready'; readonly percent: number | null }
  | { readonly type: 'not-live' }
  | { readonly type: 'attached' }
  | { readonly type: 'failed'; readonly error: StreamError; readonly retrying: boolean }
  | { readonly type: 'recovered' }
  | { readonly type: 'reset' };

/** State in which every player starts. */
export const IDLE_PLAYBACK: PlaybackState = { status: 'idle' };

/** Computes the state after an event. An event that makes no sense there gives back the same object. */
export function nextPlaybackState(state: PlaybackState, event: PlaybackEvent): PlaybackState {
  switch (event.type) {
    case 'load':
      return state.status === 'loading' || state.status === 'ready' ? state : { status: 'loading' };
    case 'not-ready':
      if (state.status === 'idle') return state;
      return state.status === 'processing' && state.percent === event.percent
        ? state
        : { status: 'processing', percent: event.percent };
    case 'not-live':
      return state.status === 'idle' || state.status === 'offline' ? state : { status: 'offline' };
    case 'attached':
      return state.status === 'idle' || state.status === 'ready' ? state : { status: 'ready' };
    case 'failed':
      if (state.status === 'idle') return state;
      return state.status === 'error' && state.error.code === event.error.code && state.retrying === event.retrying
        ? state
        : { status: 'error', error: event.error, retrying: event.retrying };
    case 'recovered':
      return state.status === 'error' ? { status: 'ready' } : state;
    case 'reset':
      return state.status === 'idle' ? state : IDLE_PLAYBACK;
  }
}

/**
 * Tells whether trying again by hand can help: after signing in, once the network or the server is back, or with luck.
 */
export function canRetry(code: StreamErrorCode): boolean {
  return !/^(SOURCE|ENGINE)_/.test(code);
}
