import { StreamError, type StreamErrorCode } from '../../src/shared/errors.js';
import type { FileInfo } from '../../src/upload/file/file-identity.js';
import type { UploadNotice } from '../../src/upload/model/upload-notice.js';
import { startProgress } from '../../src/upload/model/upload-progress.js';
import type { UploadState, UploadWait } from '../../src/upload/model/upload-state.js';

const UID = '5d5bc37ffcf54c9b82e996823bffbb81';
const FILE = { name: 'A walk around the lake.mov', size: 734_003_200, type: 'video/quicktime', lastModified: 0 };
const PROGRESS = startProgress(FILE.size, 455_081_984);
const MEASURED_PROGRESS = { ...PROGRESS, bytesPerSecond: 6_200_000, secondsLeft: 45 };
const fileNamed = (name: string, size: number): FileInfo => ({ ...FILE, name, size });
type FailedState = Extract<UploadState, { readonly status: 'error' }>;
/** A file that could not be sent, or not be taken. */
export const failed = (error: StreamError, recovery: 'retry' | 'choose', file = FILE): FailedState => ({
  status: 'error',
  error,
  reason: null,
  file,
  uid: null,
  progress: PROGRESS,
  recovery,
});

/** An uploader in one state, with the files it holds. */
export interface UploaderState {
  readonly name: string;
  readonly files: readonly UploadState[];
  /** Message besides the status. */
  readonly notice?: UploadNotice | string;
  readonly isMultiple?: boolean;
  readonly isOver?: boolean;
  readonly isDisabled?: boolean;
  readonly hasFolder?: boolean;
}

const UPLOADING: UploadState = {
  status: 'uploading',
  file: FILE,
  uid: UID,
  progress: MEASURED_PROGRESS,
  waiting: null,
};
const withOneFile = (name: string, file: UploadState): UploaderState => ({ name, files: [file] });

const waitingFor = (waiting: UploadWait): UploaderState =>
  withOneFile(`waiting: ${waiting}`, { status: 'uploading', file: FILE, uid: UID, progress: PROGRESS, waiting });

/** The uploader in each of its states, but for those that differ in a sentence alone. */
export const UPLOADER_STATES: readonly UploaderState[] = [
  { name: 'empty', files: [] },
  { name: 'empty, for several and folders', files: [], isMultiple: true, hasFolder: true },
  { name: 'a file is held over it', files: [], isOver: true },
  { name: 'disabled', files: [], isDisabled: true },
  withOneFile('resumable', { status: 'resumable', file: FILE, uid: UID, progress: PROGRESS, kept: false }),
  withOneFile('resumable, the browser has kept the file', {
    status: 'resumable',
    file: FILE,
    uid: UID,
    progress: PROGRESS,
    kept: true,
  }),
  withOneFile('checking', { status: 'checking', file: FILE, progress: startProgress(FILE.size) }),
  withOneFile('starting', {
    status: 'uploading',
    file: FILE,
    uid: null,
    progress: startProgress(FILE.size),
    waiting: null,
  }),
  withOneFile('uploading', UPLOADING),
  withOneFile('waiting for the network', {
    status: 'uploading',
    file: FILE,
    uid: UID,
    progress: PROGRESS,
    waiting: 'offline',
  }),
  withOneFile('paused', { status: 'paused', file: FILE, uid: UID, progress: PROGRESS }),
  withOneFile('processing', { status: 'processing', file: FILE, uid: UID, percent: 42, watched: true }),
  withOneFile('processing, nobody knows how far', {
    status: 'processing',
    file: FILE,
    uid: UID,
    percent: null,
    watched: true,
  }),
  withOneFile('sent, and nobody says when it is ready', {
    status: 'processing',
    file: FILE,
    uid: UID,
    percent: null,
    watched: false,
  }),
  withOneFile('ready', { status: 'ready', file: FILE, uid: UID }),
  withOneFile('error, try again', failed(new StreamError('NETWORK', 'No network.'), 'retry')),
  withOneFile('error, another file', failed(new StreamError('FILE_TYPE', 'No video.'), 'choose')),
  withOneFile('error, another file or this one', failed(new StreamError('FILE_CHANGED', 'Another file.'), 'retry')),
  {
    name: 'several files',
    isMultiple: true,
    files: [
      { status: 'ready', file: fileNamed('Opening.mp4', 48_234_496), uid: UID },
      {
        status: 'processing',
        file: fileNamed('Interview, first part.mov', 1_288_490_188),
        uid: UID,
        percent: 8,
        watched: true,
      },
      UPLOADING,
      { status: 'paused', file: fileNamed('Drone over the village.mp4', FILE.size), uid: UID, progress: PROGRESS },
      { status: 'checking', file: fileNamed('Credits.webm', 9_437_184), progress: startProgress(9_437_184) },
      failed(new StreamError('FILE_TYPE', 'No video.'), 'choose', fileNamed('Budget.xlsx', 18_432)),
    ],
  },
];

const WAITS: readonly UploadWait[] = ['connection', 'server', 'unreachable', 'other-tab', 'turn'];
const FILE_ERRORS: readonly StreamErrorCode[] = [
  'FILE_EMPTY',
  'FILE_NO_PICTURE',
  'FILE_TOO_LARGE',
  'FILE_TOO_LONG',
  'FILE_TOO_SMALL',
  'FILE_TOO_SHORT',
  'FILE_RESOLUTION_TOO_LOW',
  'FILE_RESOLUTION_TOO_HIGH',
];
const UPLOAD_ERRORS: readonly StreamErrorCode[] = [
  'STORAGE_EXHAUSTED',
  'UPLOAD_EXPIRED',
  'UPLOAD_REJECTED',
  'UPLOAD_ANSWER_INVALID',
  'UPLOAD_ENDPOINT_MISSING',
  'UPLOAD_ENDPOINT_UNREACHABLE',
  'UPLOAD_ENDPOINT_STATUS',
  'UPLOAD_ENDPOINT_NOT_AN_UPLOAD',
  'UPLOAD_UNREACHABLE',
  'VIDEO_NOT_FOUND',
  'STATUS_ENDPOINT_UNREACHABLE',
];
const REASONS = [
  'ERR_NON_VIDEO',
  'ERR_MALFORMED_VIDEO',
  'ERR_DURATION_EXCEED_CONSTRAINT',
  'ERR_DURATION_TOO_SHORT',
  'ERR_FETCH_ORIGIN_ERROR',
  'another',
];
/** Limits that the files do not meet: sizes in bytes, times in seconds. */
const LIMITS: Readonly<Partial<Record<StreamErrorCode, number | string>>> = {
  FILE_TOO_LARGE: 2e8,
  FILE_TOO_LONG: 3_600,
  FILE_TOO_SMALL: 1e6,
  FILE_TOO_SHORT: 10,
  FILE_RESOLUTION_TOO_LOW: '1280 × 720',
  FILE_RESOLUTION_TOO_HIGH: '3840 × 2160',
};
const withLimit = (code: StreamErrorCode): StreamError =>
  Object.assign(new StreamError(code, code), LIMITS[code] === undefined ? {} : { limit: LIMITS[code] });
const NOTICES: readonly UploadNotice[] = [
  { type: 'checking' },
  { type: 'refused', name: 'Budget.xlsx', error: new StreamError('FILE_TYPE', 'No video.') },
  { type: 'skipped', count: 2 },
  { type: 'only-one', count: 2 },
  { type: 'too-many', max: 10, count: 3 },
  { type: 'nothing' },
  { type: 'busy' },
  { type: 'duplicate', name: FILE.name },
];

/** Further messages of an uploader. */
export const UPLOADER_SENTENCES: readonly UploaderState[] = [
  ...WAITS.map(waitingFor),
  ...FILE_ERRORS.map((code) => withOneFile(code, failed(withLimit(code), 'choose'))),
  ...UPLOAD_ERRORS.map((code) => withOneFile(code, failed(new StreamError(code, code), 'retry'))),
  withOneFile('no permission', failed(new StreamError('UPLOAD_ENDPOINT_STATUS', 'No.', { status: 403 }), 'retry')),
  withOneFile('the page’s own sentence', failed(new StreamError('FILE_REFUSED', 'No trailers, please.'), 'choose')),
  ...REASONS.map((reason) =>
    withOneFile(reason, { ...failed(new StreamError('VIDEO_FAILED', 'Failed.'), 'choose'), reason }),
  ),
  ...NOTICES.map((notice) => ({
    name: `said: ${notice.type}`,
    files: notice.type === 'busy' || notice.type === 'duplicate' ? [UPLOADING] : [],
    notice,
  })),
];
