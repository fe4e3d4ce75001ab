import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  formatRecorded,
  NO_RECORDING,
  nextRecordingState,
  recordedMsOf,
  recordingErrorOf,
  recordingSources,
  type RecordingEvent,
  type RecordingState,
} from '../../../src/upload/recording/recording-state.js';

const play = (events: readonly RecordingEvent[], from: RecordingState = NO_RECORDING): RecordingState =>
  events.reduce(nextRecordingState, from);
const ask = { type: 'ask', source: 'camera' } as const;
const begin = { type: 'begin', source: 'camera', nowMs: 1_000, notice: null } as const;

describe('the state of a recording', () => {
  it('counts only the time recorded, not the pauses', () => {
    const paused = play([ask, begin, { type: 'pause', nowMs: 4_000 }]);
    assert.equal(recordedMsOf(paused, 60_000), 3_000);
    const resumed = play([{ type: 'resume', nowMs: 60_000 }], paused);
    assert.equal(recordedMsOf(resumed, 61_500), 4_500);
    const review = play([{ type: 'stop', nowMs: 62_000, notice: null }, { type: 'saved' }], resumed);
    assert.deepEqual(review, {
      status: 'review',
      source: 'camera',
      notice: null,
      error: null,
      recordedMs: 5_000,
      isKept: false,
    });
    assert.equal(recordedMsOf(review, 99_999), 5_000);
  });

  it('does not go below zero if the clock is set back', () => {
    assert.equal(recordedMsOf(play([ask, begin]), 500), 0);
  });

  it('stays the same object for an event that makes no sense in its status', () => {
    const states: Record<string, RecordingState> = {
      idle: NO_RECORDING,
      asking: play([ask]),
      recording: play([ask, begin]),
      paused: play([ask, begin, { type: 'pause', nowMs: 2_000 }]),
      saving: play([ask, begin, { type: 'stop', nowMs: 2_000, notice: null }]),
      review: play([{ type: 'offer', recordedMs: 1 }]),
    };
    const events: Record<string, RecordingEvent> = {
      ask,
      begin,
      pause: { type: 'pause', nowMs: 9_000 },
      resume: { type: 'resume', nowMs: 9_000 },
      stop: { type: 'stop', nowMs: 9_000, notice: null },
      note: { type: 'note', notice: 'silent' },
      saved: { type: 'saved' },
      use: { type: 'use' },
      offer: { type: 'offer', recordedMs: 5 },
    };
    const taken = Object.entries(states).map(([status, state]) => [
      status,
      Object.keys(events).filter((name) => nextRecordingState(state, events[name]!) !== state),
    ]);
    assert.deepEqual(Object.fromEntries(taken), {
      idle: ['ask', 'offer'],
      asking: ['begin'],
      recording: ['pause', 'stop', 'note'],
      paused: ['resume', 'stop', 'note'],
      saving: ['note', 'saved'],
      review: ['begin', 'use'],
    });
  });

  it('keeps a recording under review after a new one was refused, until the next begins', () => {
    const review = play([ask, begin, { type: 'stop', nowMs: 8_000, notice: 'ended' }, { type: 'saved' }]);
    const refused = nextRecordingState(review, { type: 'fail', error: 'RECORDING_DENIED' });
    assert.equal(refused.status, 'review');
    assert.equal(recordedMsOf(refused, 0), 7_000);
    const next = nextRecordingState(refused, { type: 'begin', source: 'screen', nowMs: 9_000, notice: 'silent' });
    assert.deepEqual(next, {
      status: 'recording',
      source: 'screen',
      notice: 'silent',
      recordedMs: 0,
      sinceMs: 9_000,
    });
  });

  it('keeps the error and the source after a failed request', () => {
    const failed = play([ask, { type: 'fail', error: 'RECORDING_NO_DEVICE' }]);
    assert.deepEqual(failed, { status: 'idle', error: 'RECORDING_NO_DEVICE', source: 'camera' });
  });

  it('carries a notice given during the recording over to the review', () => {
    const silent = play([ask, begin, { type: 'note', notice: 'not-kept' }]);
    const ended = play([{ type: 'stop', nowMs: 2_000, notice: null }, { type: 'saved' }], silent);
    assert.equal(ended.status === 'review' && ended.notice, 'not-kept');
  });
});

describe('recordingSources', () => {
  it('reads the known names in order, each once, and ignores unknown ones', () => {
    assert.deepEqual(recordingSources(' Screen, camera  screen\nwebcam'), ['screen', 'camera']);
    assert.deepEqual(['', 'true', '__proto__'].flatMap(recordingSources), []);
  });
});

describe('recordingErrorOf', () => {
  it('tells refused access, a missing device and a missing browser feature apart', () => {
    const named = (name: string): Error => Object.assign(new Error(name), { name });
    assert.equal(recordingErrorOf(named('NotAllowedError')), 'RECORDING_DENIED');
    assert.equal(recordingErrorOf(named('SecurityError')), 'RECORDING_DENIED');
    assert.equal(recordingErrorOf(named('NotFoundError')), 'RECORDING_NO_DEVICE');
    assert.equal(recordingErrorOf(named('NotReadableError')), 'RECORDING_NO_DEVICE');
    assert.equal(recordingErrorOf(new TypeError('undefined is not a function')), 'RECORDING_UNSUPPORTED');
    assert.equal(recordingErrorOf('?'), 'RECORDING_NO_DEVICE');
  });
});

describe('formatRecorded', () => {
  it('formats milliseconds as m:ss or h:mm:ss', () => {
    assert.deepEqual([0, 9_999, 65_000, 600_000, 3_605_000].map(formatRecorded), [
      '0:00',
      '0:09',
      '1:05',
      '10:00',
      '1:00:05',
    ]);
  });
});
