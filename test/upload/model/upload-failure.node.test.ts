import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StreamError, type StreamErrorCode } from '../../../src/shared/errors.js';
import { TransportFailure } from '../../../src/upload/model/transport-failure.js';
import { startProgress } from '../../../src/upload/model/upload-progress.js';
import {
  afterFailure,
  codeOf,
  endpointError,
  FileTooLargeError,
  retryStep,
  sendingError,
  toUploadError,
} from '../../../src/upload/model/upload-failure.js';
import { EMPTY_UPLOAD, type UploadState } from '../../../src/upload/model/upload-state.js';

describe('endpointError', () => {
  it('takes the code that the server names', () => {
    for (const code of ['FILE_TOO_LARGE', 'FILE_TOO_LONG', 'FILE_TYPE', 'UPLOAD_REJECTED', 'STORAGE_EXHAUSTED']) {
      const error = endpointError(413, { error: { code, message: 'x' } });
      assert.deepEqual([error.code, error.status, error.retryable], [code, 413, false]);
    }
  });

  it('understands Stream’s own answer when it is handed through', () => {
    const body = { result: null, success: false, errors: [{ code: 10011, message: 'Storage capacity exceeded' }] };
    assert.equal(endpointError(413, body).code, 'STORAGE_EXHAUSTED');
  });

  it('goes by the status otherwise', () => {
    assert.equal(endpointError(413, undefined).code, 'FILE_TOO_LARGE');
    for (const body of [
      undefined,
      null,
      'x',
      [],
      {},
      { error: 'x' },
      { error: { code: 'NO_SUCH_CODE' } },
      { errors: [null] },
    ]) {
      const error = endpointError(403, body);
      assert.deepEqual([error.code, error.status, error.retryable], ['UPLOAD_ENDPOINT_STATUS', 403, true]);
    }
  });
});

describe('toUploadError', () => {
  it('keeps an error that says what happened', () => {
    const error = new StreamError('FILE_TYPE', 'No video.');
    assert.equal(toUploadError(error), error);
  });

  it('makes one that may be tried again of what was not foreseen', () => {
    const cause = new TypeError('x is not a function');
    const error = toUploadError(cause);
    assert.deepEqual([error.code, error.retryable, error.cause], ['NETWORK', true, cause]);
  });
});

describe('afterFailure', () => {
  const resumed = { isOffered: true, canPause: true };
  const tus = { isOffered: false, canPause: true };
  const form = { isOffered: false, canPause: false };
  const kept = { isRefused: false, dropsTarget: false };
  const cases = [
    ['a file that is not taken needs another one', 'FILE_TYPE', false, tus, { recovery: 'choose', ...kept }],
    ['also where it was to be resumed', 'FILE_TOO_LARGE', false, resumed, { recovery: 'choose', ...kept }],
    ['a check of the page that failed can be made again', 'FILE_REFUSED', true, tus, { recovery: 'retry', ...kept }],
    ['a check of the page that said no cannot', 'FILE_REFUSED', false, tus, { recovery: 'choose', ...kept }],
    ['a file that has changed needs another one', 'FILE_CHANGED', false, tus, { recovery: 'choose', ...kept }],
    [
      'another file than the one to resume may be sent all the same',
      'FILE_CHANGED',
      false,
      resumed,
      { recovery: 'retry', ...kept },
    ],
    [
      'an upload URL that is no more is dropped',
      'UPLOAD_EXPIRED',
      true,
      tus,
      { recovery: 'retry', isRefused: false, dropsTarget: true },
    ],
    [
      'an upload URL whose server is not believed is dropped',
      'UPLOAD_ANSWER_INVALID',
      true,
      tus,
      { recovery: 'retry', isRefused: false, dropsTarget: true },
    ],
    [
      'a refused tus URL is kept, because bytes are there',
      'UPLOAD_REJECTED',
      true,
      tus,
      { recovery: 'retry', isRefused: true, dropsTarget: false },
    ],
    [
      'a refused form URL is dropped',
      'UPLOAD_REJECTED',
      true,
      form,
      { recovery: 'retry', isRefused: false, dropsTarget: true },
    ],
    ['a full account can be tried again', 'STORAGE_EXHAUSTED', false, tus, { recovery: 'retry', ...kept }],
    [
      'an endpoint that is down can be tried again',
      'UPLOAD_ENDPOINT_UNREACHABLE',
      true,
      tus,
      { recovery: 'retry', ...kept },
    ],
    ['so can what was not foreseen', 'NETWORK', true, form, { recovery: 'retry', ...kept }],
  ] as const;
  for (const [name, code, retryable, upload, expected] of cases) {
    it(name, () => assert.deepEqual(afterFailure(new StreamError(code, 'x', { retryable }), upload), expected));
  }
});

describe('retryStep', () => {
  const file = { name: 'a.mp4', size: 1_000, type: 'video/mp4', lastModified: 0 };
  const failed = (
    code: StreamErrorCode,
    { recovery = 'retry', uid = null }: { recovery?: 'retry' | 'choose'; uid?: string | null } = {},
  ): UploadState => ({
    status: 'error',
    error: new StreamError(code, 'x'),
    reason: null,
    file,
    uid,
    progress: null,
    recovery,
  });
  const unchecked = { hasKey: false, hasTarget: false };
  const checked = { hasKey: true, hasTarget: false };
  const begun = { hasKey: true, hasTarget: true };
  const cases = [
    ['nothing, where it has not failed', EMPTY_UPLOAD, begun, null],
    ['nothing, where only another file helps', failed('FILE_TYPE', { recovery: 'choose' }), checked, null],
    [
      'the file is looked at again where the page could not check it',
      failed('FILE_REFUSED'),
      checked,
      { type: 'choose', isOther: false },
    ],
    [
      'a file that is not the one to resume takes its place',
      failed('FILE_CHANGED'),
      unchecked,
      { type: 'choose', isOther: true },
    ],
    ['a file that was never looked at is looked at', failed('NETWORK'), unchecked, { type: 'choose', isOther: false }],
    [
      'a file without an upload URL is sent from its beginning',
      failed('UPLOAD_ENDPOINT_STATUS'),
      checked,
      { type: 'send', isAnew: true },
    ],
    [
      'a half-sent file goes on',
      { ...failed('UPLOAD_REJECTED', { uid: 'u' }), progress: startProgress(1_000, 10) } as UploadState,
      begun,
      { type: 'send', isAnew: false },
    ],
    [
      'a sent video is asked for again',
      failed('STATUS_ENDPOINT_UNREACHABLE', { uid: 'u' }),
      checked,
      { type: 'watch', uid: 'u' },
    ],
    [
      'also one that the status endpoint did not know',
      failed('VIDEO_NOT_FOUND', { uid: 'u' }),
      unchecked,
      { type: 'watch', uid: 'u' },
    ],
  ] as const;
  for (const [name, state, upload, expected] of cases) {
    it(name, () => assert.deepEqual(retryStep(state, upload), expected));
  }
});

describe('what refusals say in Stream’s own numbers', () => {
  for (const [what, body, code] of [
    ['10059', { errors: [{ code: 10059 }] }, 'FILE_TYPE'],
    ['10011', { errors: [{ code: 10011 }] }, 'STORAGE_EXHAUSTED'],
    ['10011 among others', { errors: [{ code: 10005 }, { code: 10011 }] }, 'STORAGE_EXHAUSTED'],
    ['10059 in "messages" alone', { errors: [], messages: [{ code: 10059 }] }, 'FILE_TYPE'],
    ['a number that says nothing here', { errors: [{ code: 10005 }] }, undefined],
    ['no list', { errors: 10059, messages: null }, undefined],
  ] as const) {
    it(`${what} means ${code ?? 'nothing'}`, () => assert.equal(codeOf(body), code));
  }

  it('is what the person reads of a refused form, and no “try again”', () => {
    const failure = new TransportFailure('status', 400, null, null, { code: 'FILE_TYPE' });
    const error = sendingError('reject', failure);
    assert.deepEqual([error.code, error.status, error.retryable], ['FILE_TYPE', 400, false]);
    assert.equal(afterFailure(error, { isOffered: false, canPause: true }).recovery, 'choose');
    assert.equal(afterFailure(error, { isOffered: false, canPause: true }).dropsTarget, true);
  });

  it('names the limit that the server has, where it says it', () => {
    const error = endpointError(413, { error: { code: 'FILE_TOO_LARGE', maxBytes: 5_000 } });
    assert.equal(error instanceof FileTooLargeError && error.maxBytes, 5_000);
    for (const maxBytes of [undefined, 0, -1, '5', Number.NaN]) {
      const unknown = endpointError(413, { error: { code: 'FILE_TOO_LARGE', maxBytes } });
      assert.equal(unknown instanceof FileTooLargeError && unknown.maxBytes, null, String(maxBytes));
    }
  });
});
