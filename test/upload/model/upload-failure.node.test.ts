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
  it('uses the code that the server names', () => {
    for (const code of ['FILE_TOO_LARGE', 'FILE_TOO_LONG', 'FILE_TYPE', 'UPLOAD_REJECTED', 'STORAGE_EXHAUSTED']) {
      const error = endpointError(413, { error: { code, message: 'x' } });
      assert.deepEqual([error.code, error.status, error.retryable], [code, 413, false]);
    }
  });

  it('maps the code of Stream’s own answer', () => {
    const body = { result: null, success: false, errors: [{ code: 10011, message: 'Storage capacity exceeded' }] };
    assert.equal(endpointError(413, body).code, 'STORAGE_EXHAUSTED');
  });

  it('falls back to the status if there is no known code', () => {
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
  it('returns a StreamError unchanged', () => {
    const error = new StreamError('FILE_TYPE', 'No video.');
    assert.equal(toUploadError(error), error);
  });

  it('turns an unexpected error into a retryable NETWORK error', () => {
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
    ['asks for another file if its type is not accepted', 'FILE_TYPE', false, tus, { recovery: 'choose', ...kept }],
    [
      'asks for another file if the one to resume is refused',
      'FILE_TOO_LARGE',
      false,
      resumed,
      { recovery: 'choose', ...kept },
    ],
    ['allows a retry if the page’s own check failed', 'FILE_REFUSED', true, tus, { recovery: 'retry', ...kept }],
    [
      'asks for another file if the page’s own check refused it',
      'FILE_REFUSED',
      false,
      tus,
      { recovery: 'choose', ...kept },
    ],
    ['asks for another file if it has changed', 'FILE_CHANGED', false, tus, { recovery: 'choose', ...kept }],
    [
      'allows a retry if another file than the one to resume was chosen',
      'FILE_CHANGED',
      false,
      resumed,
      { recovery: 'retry', ...kept },
    ],
    [
      'drops an upload URL that has expired',
      'UPLOAD_EXPIRED',
      true,
      tus,
      { recovery: 'retry', isRefused: false, dropsTarget: true },
    ],
    [
      'drops an upload URL that gives impossible answers',
      'UPLOAD_ANSWER_INVALID',
      true,
      tus,
      { recovery: 'retry', isRefused: false, dropsTarget: true },
    ],
    [
      'keeps a refused tus URL, as it has bytes',
      'UPLOAD_REJECTED',
      true,
      tus,
      { recovery: 'retry', isRefused: true, dropsTarget: false },
    ],
    [
      'drops a refused form URL',
      'UPLOAD_REJECTED',
      true,
      form,
      { recovery: 'retry', isRefused: false, dropsTarget: true },
    ],
    [
      'allows a retry if the account’s storage is exhausted',
      'STORAGE_EXHAUSTED',
      false,
      tus,
      { recovery: 'retry', ...kept },
    ],
    [
      'allows a retry if the endpoint is unreachable',
      'UPLOAD_ENDPOINT_UNREACHABLE',
      true,
      tus,
      { recovery: 'retry', ...kept },
    ],
    ['allows a retry after an unexpected error', 'NETWORK', true, form, { recovery: 'retry', ...kept }],
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
    ['does nothing if the upload has not failed', EMPTY_UPLOAD, begun, null],
    ['does nothing if only another file helps', failed('FILE_TYPE', { recovery: 'choose' }), checked, null],
    [
      'checks the file again if the page could not check it',
      failed('FILE_REFUSED'),
      checked,
      { type: 'choose', isOther: false },
    ],
    [
      'checks a file that takes the place of the one to resume',
      failed('FILE_CHANGED'),
      unchecked,
      { type: 'choose', isOther: true },
    ],
    ['checks a file that was never checked', failed('NETWORK'), unchecked, { type: 'choose', isOther: false }],
    [
      'sends a file without an upload URL from its beginning',
      failed('UPLOAD_ENDPOINT_STATUS'),
      checked,
      { type: 'send', isAnew: true },
    ],
    [
      'continues a half-sent file',
      { ...failed('UPLOAD_REJECTED', { uid: 'u' }), progress: startProgress(1_000, 10) } as UploadState,
      begun,
      { type: 'send', isAnew: false },
    ],
    [
      'asks for the status of a sent video again',
      failed('STATUS_ENDPOINT_UNREACHABLE', { uid: 'u' }),
      checked,
      { type: 'watch', uid: 'u' },
    ],
    [
      'asks again for the status of a video that the endpoint did not know',
      failed('VIDEO_NOT_FOUND', { uid: 'u' }),
      unchecked,
      { type: 'watch', uid: 'u' },
    ],
  ] as const;
  for (const [name, state, upload, expected] of cases) {
    it(name, () => assert.deepEqual(retryStep(state, upload), expected));
  }
});

describe('error codes in refusals', () => {
  for (const [what, body, code] of [
    ['10059', { errors: [{ code: 10059 }] }, 'FILE_TYPE'],
    ['10011', { errors: [{ code: 10011 }] }, 'STORAGE_EXHAUSTED'],
    ['10011 among others', { errors: [{ code: 10005 }, { code: 10011 }] }, 'STORAGE_EXHAUSTED'],
    ['10059 in "messages" alone', { errors: [], messages: [{ code: 10059 }] }, 'FILE_TYPE'],
    ['an unknown code', { errors: [{ code: 10005 }] }, undefined],
    ['no list', { errors: 10059, messages: null }, undefined],
  ] as const) {
    it(`${what} means ${code ?? 'nothing'}`, () => assert.equal(codeOf(body), code));
  }

  it('become the error of a refused form, which asks for another file', () => {
    const failure = new TransportFailure('status', 400, null, null, { code: 'FILE_TYPE' });
    const error = sendingError('reject', failure);
    assert.deepEqual([error.code, error.status, error.retryable], ['FILE_TYPE', 400, false]);
    assert.equal(afterFailure(error, { isOffered: false, canPause: true }).recovery, 'choose');
    assert.equal(afterFailure(error, { isOffered: false, canPause: true }).dropsTarget, true);
  });

  it('come with the size limit if the server states a valid one', () => {
    const error = endpointError(413, { error: { code: 'FILE_TOO_LARGE', maxBytes: 5_000 } });
    assert.equal(error instanceof FileTooLargeError && error.maxBytes, 5_000);
    for (const maxBytes of [undefined, 0, -1, '5', Number.NaN]) {
      const unknown = endpointError(413, { error: { code: 'FILE_TOO_LARGE', maxBytes } });
      assert.equal(unknown instanceof FileTooLargeError && unknown.maxBytes, null, String(maxBytes));
    }
  });
});
