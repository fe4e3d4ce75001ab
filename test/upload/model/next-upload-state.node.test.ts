import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StreamError, type StreamErrorCode } from '../../../src/shared/errors.js';
import { retryStep } from '../../../src/upload/model/upload-failure.js';
import { nextUploadState } from '../../../src/upload/model/next-upload-state.js';
import { startProgress } from '../../../src/upload/model/upload-progress.js';
import {
  EMPTY_UPLOAD,
  isBusy,
  isStatusUnknown,
  type UploadEvent,
  type UploadState,
  type UploadStatus,
} from '../../../src/upload/model/upload-state.js';

const file = { name: 'holiday.mov', size: 100, type: 'video/quicktime', lastModified: 1 };
const error = new StreamError('UPLOAD_REJECTED', 'x');

const states: Record<UploadStatus, UploadState> = {
  empty: EMPTY_UPLOAD,
  resumable: { status: 'resumable', file, uid: 'u', progress: startProgress(100, 62), kept: true },
  checking: { status: 'checking', file, progress: startProgress(100) },
  uploading: { status: 'uploading', file, uid: 'u', progress: startProgress(100, 10), waiting: null },
  paused: { status: 'paused', file, uid: 'u', progress: startProgress(100, 10) },
  processing: { status: 'processing', file, uid: 'u', percent: null, watched: true },
  ready: { status: 'ready', file, uid: 'u' },
  error: { status: 'error', error, reason: null, file, uid: 'u', progress: startProgress(100, 10), recovery: 'retry' },
};

const events: Record<string, UploadEvent> = {
  found: { type: 'resume-found', file, uid: 'u', sentBytes: 62, kept: false },
  lost: { type: 'handle-lost' },
  restored: { type: 'restored', file, uid: 'u', watched: true },
  choose: { type: 'choose', file },
  start: { type: 'start', uid: null, sentBytes: 0 },
  created: { type: 'created', uid: 'v' },
  progress: { type: 'progress', progress: startProgress(100, 50) },
  wait: { type: 'wait', reason: 'offline' },
  restart: { type: 'restart' },
  pause: { type: 'pause' },
  resume: { type: 'resume' },
  sent: { type: 'sent', uid: 'u', watched: true },
  encoding: { type: 'encoding', percent: 42 },
  ready: { type: 'ready' },
  fail: { type: 'fail', error, recovery: 'retry' },
  reset: { type: 'reset' },
};

/** The status that each event leads to from each status; events that are not listed change nothing. */
const table: Record<UploadStatus, Record<string, UploadStatus>> = {
  empty: { found: 'resumable', restored: 'processing', choose: 'checking' },
  resumable: { lost: 'resumable', choose: 'checking', fail: 'error', reset: 'empty' },
  checking: { found: 'resumable', start: 'uploading', fail: 'error', reset: 'empty' },
  uploading: {
    found: 'resumable',
    created: 'uploading',
    progress: 'uploading',
    wait: 'uploading',
    restart: 'uploading',
    pause: 'paused',
    sent: 'processing',
    fail: 'error',
    reset: 'empty',
  },
  paused: { found: 'resumable', resume: 'uploading', fail: 'error', reset: 'empty' },
  processing: { choose: 'checking', encoding: 'processing', ready: 'ready', fail: 'error', reset: 'empty' },
  ready: { choose: 'checking', reset: 'empty' },
  error: { found: 'resumable', choose: 'checking', resume: 'uploading', sent: 'processing', reset: 'empty' },
};

describe('nextUploadState', () => {
  for (const [status, state] of Object.entries(states)) {
    for (const [name, event] of Object.entries(events)) {
      const wanted = table[status as UploadStatus][name];
      it(`${name} while ${status} ${wanted ? `leads to ${wanted}` : 'changes nothing'}`, () => {
        const next = nextUploadState(state, event);
        if (wanted) {
          assert.equal(next.status, wanted);
          assert.notEqual(next, state);
        } else {
          assert.equal(next, state, 'the same object');
        }
      });
    }
  }

  it('keeps the progress of a half-sent file that is chosen again, but not for another file', () => {
    const same = nextUploadState(states.resumable, { type: 'choose', file });
    assert.equal(same.status === 'checking' && same.progress.sentBytes, 62);
    const other = nextUploadState(states.resumable, { type: 'choose', file: { ...file, name: 'other.mov' } });
    assert.equal(other.status === 'checking' && other.progress.sentBytes, 0);
  });

  it('starts at the server’s offset, with the known uid', () => {
    const next = nextUploadState(states.checking, { type: 'start', uid: 'u', sentBytes: 62 });
    assert.deepEqual(next, { status: 'uploading', file, uid: 'u', progress: startProgress(100, 62), waiting: null });
  });

  it('ends a wait when bytes move, and forgets the speed meanwhile', () => {
    const fast = { ...startProgress(100, 10), bytesPerSecond: 5, secondsLeft: 18 };
    const waiting = nextUploadState({ ...states.uploading, progress: fast } as UploadState, {
      type: 'wait',
      reason: 'server',
    });
    assert.ok(waiting.status === 'uploading');
    assert.equal(waiting.waiting, 'server');
    assert.deepEqual([waiting.progress.sentBytes, waiting.progress.bytesPerSecond], [10, null]);
    assert.equal(nextUploadState(waiting, { type: 'wait', reason: 'server' }), waiting);
    const sending = nextUploadState(waiting, { type: 'progress', progress: startProgress(100, 11) });
    assert.equal(sending.status === 'uploading' && sending.waiting, null);
  });

  it('goes back to no bytes and no uid on restart', () => {
    const next = nextUploadState(states.uploading, { type: 'restart' });
    assert.ok(next.status === 'uploading');
    assert.deepEqual([next.uid, next.progress.sentBytes], [null, 0]);
  });

  it('keeps file, uid and progress in an error, and resumes from there', () => {
    const next = nextUploadState(states.uploading, { type: 'fail', error, reason: 'ERR_UNKNOWN', recovery: 'retry' });
    assert.deepEqual(next, { ...states.error, reason: 'ERR_UNKNOWN' });
    const again = nextUploadState(next, { type: 'resume' });
    assert.deepEqual(again, states.uploading);
  });

  it('does not resume after an error that needs another file', () => {
    const stuck = { ...states.error, recovery: 'choose' } as UploadState;
    assert.equal(nextUploadState(stuck, { type: 'resume' }), stuck);
  });

  it('ignores encoding progress that is not watched, or has not changed', () => {
    const sent = { ...states.processing, watched: false } as UploadState;
    assert.equal(nextUploadState(sent, { type: 'encoding', percent: 42 }), sent);
    const known = { ...states.processing, percent: 42 } as UploadState;
    assert.equal(nextUploadState(known, { type: 'encoding', percent: 42 }), known);
  });
});

describe('isStatusUnknown', () => {
  const failedIn = (state: UploadState, code: StreamErrorCode): UploadState =>
    nextUploadState(state, { type: 'fail', error: new StreamError(code, 'No.'), recovery: 'retry' });

  it('is true after every error once all bytes have arrived, and a retry only asks for the status', () => {
    for (const code of ['STATUS_ENDPOINT_UNREACHABLE', 'UPLOAD_ENDPOINT_MISSING', 'NETWORK'] as const) {
      const failed = failedIn(states.processing, code);
      assert.equal(isStatusUnknown(failed), true, code);
      assert.deepEqual(retryStep(failed, { hasKey: true, hasTarget: false }), { type: 'watch', uid: 'u' });
    }
  });

  it('is false if Stream failed to make a video, or if bytes are missing', () => {
    assert.equal(isStatusUnknown(failedIn(states.processing, 'VIDEO_FAILED')), false);
    for (const state of [states.uploading, states.paused, states.checking])
      assert.equal(isStatusUnknown(failedIn(state, 'UPLOAD_ENDPOINT_MISSING')), false, state.status);
  });
});

describe('isBusy', () => {
  it('is true while a file is checked, uploading or paused', () => {
    const busy = Object.values(states)
      .filter(isBusy)
      .map(({ status }) => status);
    assert.deepEqual(busy, ['checking', 'uploading', 'paused']);
  });
});
