import { IDLE_PLAYBACK, type PlaybackEvent, type PlaybackState } from './playback-state.js';

/** Computes the state after an event. An event that makes no sense in a state returns the same object. */
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
      if (state.status === 'idle' || (state.status === 'offline' && state.code === event.code)) return state;
      return { status: 'offline', ...(event.code && { code: event.code }) };
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
