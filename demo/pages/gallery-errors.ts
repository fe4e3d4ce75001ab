import { StreamError, type StreamErrorCode } from '../../src/shared/errors.js';
import type { UploadState } from '../../src/upload/model/upload-state.js';
import { PlayerInState, UploaderInState } from './specimens.js';
import { failed } from './upload-state-list.js';
import frame from './frame.jpg';

/** Errors shown below the box: those without a file, or about files that were left out. */
const NOTICES = /^(RECORDING_|TOO_MANY_FILES)/;
/** After these another file is needed. */
const OF_THE_FILE = /^(FILE_|VIDEO_FAILED)/;

/** Creates an element in an error state; `words` is the message, which is shown only if it is the page's own. */
export function createSpecimen(of: string, code: string, words: string): HTMLElement {
  const error = new StreamError(code as StreamErrorCode, words, { retryable: true, status: 403 });
  if (of === 'player') {
    const player = new PlayerInState();
    player.className = 'as-is';
    player.label = code;
    player.poster = frame;
    player.shown = { status: 'error', error, retrying: false };
    return player;
  }
  const uploader = new UploaderInState();
  uploader.shown = NOTICES.test(code)
    ? { name: code, files: [], notice: words }
    : { name: code, files: [stateAt(code, error)] };
  return uploader;
}

function stateAt(code: string, error: StreamError): UploadState {
  const state = failed(error, OF_THE_FILE.test(code) ? 'choose' : 'retry');
  const { file, uid, progress } = state;
  // It keeps retrying: for the person, this is no error yet.
  if (code === 'UPLOAD_UNREACHABLE' && file && progress)
    return { status: 'uploading', file, uid, progress, waiting: 'unreachable' };
  return { ...state, reason: code === 'VIDEO_FAILED' ? 'ERR_NON_VIDEO' : null };
}
