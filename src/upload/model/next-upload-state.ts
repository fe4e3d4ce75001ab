import type { FileInfo } from '../file/file-identity.js';
import { pauseProgress, startProgress, type UploadProgress } from './upload-progress.js';
import { EMPTY_UPLOAD, isBusy, type UploadEvent, type UploadState } from './upload-state.js';

/** Computes the state after an event. An event that makes no sense in a state returns the same object. */
export function nextUploadState(state: UploadState, event: UploadEvent): UploadState {
  switch (event.type) {
    case 'reset':
      return state.status === 'empty' ? state : EMPTY_UPLOAD;
    case 'resume-found':
      // A person who has chosen another file and gives it up is offered the resumable one again.
      if (state.status === 'resumable' || state.status === 'processing' || state.status === 'ready') return state;
      return {
        status: 'resumable',
        file: event.file,
        uid: event.uid,
        progress: startProgress(event.file.size, event.sentBytes),
        kept: event.kept,
      };
    case 'offset-known':
      return state.status === 'resumable'
        ? { ...state, progress: startProgress(state.file.size, event.sentBytes) }
        : state;
    case 'handle-lost':
      return state.status === 'resumable' && state.kept ? { ...state, kept: false } : state;
    case 'restored':
      if (state.status !== 'empty') return state;
      return { status: 'processing', file: event.file, uid: event.uid, percent: null, watched: event.watched };
    case 'choose':
      return isBusy(state) ? state : { status: 'checking', file: event.file, progress: progressFor(state, event.file) };
    case 'fail':
      return fail(state, event);
    default:
      return nextOfRunning(state, event);
  }
}

type RunningEvent = Exclude<
  UploadEvent,
  { type: 'reset' | 'resume-found' | 'offset-known' | 'handle-lost' | 'restored' | 'choose' | 'fail' }
>;

function nextOfRunning(state: UploadState, event: RunningEvent): UploadState {
  switch (state.status) {
    case 'checking':
      if (event.type !== 'start') return state;
      return {
        status: 'uploading',
        file: state.file,
        uid: event.uid,
        progress: startProgress(state.file.size, event.sentBytes),
        waiting: null,
      };
    case 'uploading':
      return nextOfUploading(state, event);
    case 'paused':
      return event.type === 'resume' ? { ...state, status: 'uploading', waiting: null } : state;
    case 'processing':
      if (event.type === 'ready') return { status: 'ready', file: state.file, uid: state.uid };
      if (event.type !== 'encoding' || !state.watched || event.percent === state.percent) return state;
      return { ...state, percent: event.percent };
    case 'error':
      return nextOfError(state, event);
    default:
      return state;
  }
}

type Uploading = Extract<UploadState, { status: 'uploading' }>;

function nextOfUploading(state: Uploading, event: RunningEvent): UploadState {
  switch (event.type) {
    case 'created':
      return { ...state, uid: event.uid, waiting: null };
    case 'progress':
      return { ...state, progress: event.progress, waiting: null };
    case 'wait':
      if (state.waiting === event.reason) return state;
      return { ...state, waiting: event.reason, progress: pauseProgress(state.progress) };
    case 'restart':
      // The upload URL is gone, and with it the sent bytes: the only case in which the progress bar goes back.
      return { ...state, uid: null, progress: startProgress(state.file.size), waiting: null };
    case 'pause':
      return { status: 'paused', file: state.file, uid: state.uid, progress: pauseProgress(state.progress) };
    case 'sent':
      return { status: 'processing', file: state.file, uid: event.uid, percent: null, watched: event.watched };
    default:
      return state;
  }
}

function nextOfError(state: Extract<UploadState, { status: 'error' }>, event: RunningEvent): UploadState {
  if (state.recovery !== 'retry' || !state.file) return state;
  const { file, uid } = state;
  if (event.type === 'resume') {
    return { status: 'uploading', file, uid, progress: state.progress ?? startProgress(file.size), waiting: null };
  }
  if (event.type === 'sent') {
    return { status: 'processing', file, uid: event.uid, percent: null, watched: event.watched };
  }
  return state;
}

function fail(state: UploadState, event: Extract<UploadEvent, { type: 'fail' }>): UploadState {
  if (state.status === 'empty' || state.status === 'ready' || state.status === 'error') return state;
  return {
    status: 'error',
    error: event.error,
    reason: event.reason ?? null,
    file: state.file,
    uid: 'uid' in state ? state.uid : null,
    progress: 'progress' in state ? pauseProgress(state.progress) : null,
    recovery: event.recovery,
  };
}

/** Keeps the progress of a half-sent file while it is checked again. */
function progressFor(state: UploadState, file: FileInfo): UploadProgress {
  const isSame = 'file' in state && state.file?.size === file.size && state.file.name === file.name;
  if (isSame && (state.status === 'resumable' || state.status === 'error') && state.progress) return state.progress;
  return startProgress(file.size);
}
