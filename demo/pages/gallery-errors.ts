import { StreamError, type StreamErrorCode } from '../../src/shared/errors.js';
import type { UploadState } from '../../src/upload/model/upload-state.js';
import { PlayerInState, UploaderInState } from './specimens.js';
import { failed } from './upload-state-list.js';
import frame from './frame.jpg';

/** What is told while there is no file, or of files that are left out: below the box. */
const NOTICES = /^(RECORDING_|TOO_MANY_FILES)/;
/** After these another file is needed. */
const OF_THE_FILE = /^(FILE_|VIDEO_FAILED)/;

/** Makes an element that shows an error as people see it; `words` are the message, which the element says only where it is the page's own. */
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
  // It goes on trying: to whoever waits this is no error yet.
  if (code === 'UPLOAD_UNREACHABLE' && file && progress)
    return { status: 'uploading', file, uid, progress, waiting: 'unreachable' };
  return { ...state, reason: code === 'VIDEO_FAILED' ? 'ERR_NON_VIDEO' : null };
}
