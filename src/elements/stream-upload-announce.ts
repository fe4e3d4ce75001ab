import { percentOf } from '../core/upload-progress.js';
import type { UploadEvent, UploadState } from '../core/upload-state.js';
import { dispatch } from '../dom/dispatch.js';
import './stream-upload-events.js';

/**
 * Sends the public event for a change of an upload, where there is one.
 *
 * @since 0.1.0
 */
export function announceUpload(target: EventTarget, file: File | null, state: UploadState, event: UploadEvent): void {
  switch (event.type) {
    case 'start':
      if (file) dispatch(target, 'cf-stream-upload-start', { file });
      break;
    case 'created':
      dispatch(target, 'cf-stream-upload-created', { uid: event.uid });
      break;
    case 'progress': {
      const { sentBytes, totalBytes } = event.progress;
      dispatch(target, 'cf-stream-upload-progress', { sentBytes, totalBytes, percent: percentOf(sentBytes, totalBytes) });
      break;
    }
    case 'pause':
      dispatch(target, 'cf-stream-upload-pause', null);
      break;
    case 'resume':
      dispatch(target, 'cf-stream-upload-resume', null);
      break;
    case 'sent':
    case 'encoding':
      if (state.status !== 'processing') break;
      dispatch(target, 'cf-stream-upload-processing', { uid: state.uid, percent: state.percent });
      break;
    case 'ready':
      if (state.status === 'ready') dispatch(target, 'cf-stream-upload-ready', { uid: state.uid });
      break;
    case 'fail':
      if (state.status !== 'error') break;
      dispatch(target, 'cf-stream-upload-error', { error: event.error, ...(state.uid && { uid: state.uid }) });
      break;
    default:
  }
}
