import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StreamError } from '../../../src/shared/errors.js';
import {
  canRetry,
  IDLE_PLAYBACK,
  nextEarlyState,
  type PlaybackEvent,
  type PlaybackState,
} from '../../../src/player/model/playback-state.js';
import { nextPlaybackState } from '../../../src/player/model/next-playback-state.js';

const error = new StreamError('NETWORK', 'Gone.');
const STATES: Record<PlaybackState['status'], PlaybackState> = {
  idle: IDLE_PLAYBACK,
  loading: { status: 'loading' },
  processing: { status: 'processing', percent: 40 },
  offline: { status: 'offline' },
  ready: { status: 'ready' },
  error: { status: 'error', error, retrying: true },
};
const EVENTS: Record<PlaybackEvent['type'], PlaybackEvent> = {
  load: { type: 'load' },
  'not-ready': { type: 'not-ready', percent: 40 },
  'not-live': { type: 'not-live' },
  attached: { type: 'attached' },
  failed: { type: 'failed', error, retrying: false },
  recovered: { type: 'recovered' },
  reset: { type: 'reset' },
};
// Every state with every event; "=" stands for the same object.
const TABLE: Record<PlaybackEvent['type'], Record<PlaybackState['status'], PlaybackState['status'] | '='>> = {
  load: { idle: 'loading', loading: '=', processing: 'loading', offline: 'loading', ready: '=', error: 'loading' },
  'not-ready': {
    idle: '=',
    loading: 'processing',
    processing: '=',
    offline: 'processing',
    ready: 'processing',
    error: 'processing',
  },
  'not-live': {
    idle: '=',
    loading: 'offline',
    processing: 'offline',
    offline: '=',
    ready: 'offline',
    error: 'offline',
  },
  attached: { idle: '=', loading: 'ready', processing: 'ready', offline: 'ready', ready: '=', error: 'ready' },
  failed: { idle: '=', loading: 'error', processing: 'error', offline: 'error', ready: 'error', error: 'error' },
  recovered: { idle: '=', loading: '=', processing: '=', offline: '=', ready: '=', error: 'ready' },
  reset: { idle: '=', loading: 'idle', processing: 'idle', offline: 'idle', ready: 'idle', error: 'idle' },
};

describe('nextPlaybackState', () => {
  it('keeps the code of an offline live input, and drops it with the next event without one', () => {
    const code = 'LIVE_WEBRTC_ONLY' as const;
    const told = nextPlaybackState({ status: 'offline' }, { type: 'not-live', code });
    assert.deepEqual(told, { status: 'offline', code });
    assert.equal(nextPlaybackState(told, { type: 'not-live', code }), told);
    assert.deepEqual(nextPlaybackState(told, { type: 'not-live' }), { status: 'offline' });
  });

  for (const [type, row] of Object.entries(TABLE) as [PlaybackEvent['type'], (typeof TABLE)['load']][]) {
    for (const [status, expected] of Object.entries(row) as [
      PlaybackState['status'],
      PlaybackState['status'] | '=',
    ][]) {
      it(`${status}, ${type}: ${expected === '=' ? 'unchanged' : expected}`, () => {
        const next = nextPlaybackState(STATES[status], EVENTS[type]);
        if (expected === '=') assert.equal(next, STATES[status]);
        else assert.equal(next.status, expected);
      });
    }
  }

  it('updates the progress and the error', () => {
    assert.deepEqual(nextPlaybackState(STATES.processing, { type: 'not-ready', percent: 41 }), {
      status: 'processing',
      percent: 41,
    });
    assert.deepEqual(nextPlaybackState(STATES.error, EVENTS.failed), { status: 'error', error, retrying: false });
  });
});

describe('nextEarlyState', () => {
  for (const status of ['idle', 'error'] as const) {
    for (const type of ['load', 'reset'] as const) {
      it(`equals nextPlaybackState() for ${type} in the state ${status}`, () =>
        assert.deepEqual(nextEarlyState(EVENTS[type]), nextPlaybackState(STATES[status], EVENTS[type])));
    }
  }

  it('equals nextPlaybackState() for a failure while loading', () =>
    assert.deepEqual(nextEarlyState(EVENTS.failed), nextPlaybackState(STATES.loading, EVENTS.failed)));

  it('returns the same object when nothing changes', () => assert.equal(nextEarlyState(EVENTS.reset), IDLE_PLAYBACK));
});

describe('canRetry', () => {
  it('is false only for errors that a retry cannot mend', () => {
    assert.deepEqual([canRetry('SOURCE_INVALID'), canRetry('ENGINE_UNSUPPORTED')], [false, false]);
    assert.deepEqual([canRetry('NETWORK'), canRetry('TOKEN_EXPIRED'), canRetry('MEDIA_DECODE')], [true, true, true]);
  });
});
