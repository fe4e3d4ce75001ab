import type { StreamError } from '../core/errors.js';
import type { UploadState, UploadWait } from '../core/upload-state.js';
import { percentOf } from '../core/upload-progress.js';
import { formatBytes, formatPercent, formatSeconds } from './upload-format.js';

/** Language the texts below are in; numbers follow it. */
const LOCALE = 'en';

/** What the texts say about which files are taken. */
export interface UploadLimits {
  /** Largest size in bytes. */
  readonly maxBytes: number;
  /** Longest duration in seconds, where there is a limit. */
  readonly maxSeconds: number | null;
}

const WAITS: Record<UploadWait, string> = {
  offline: 'You are offline. The upload goes on when the network is back.',
  connection: 'The connection was lost. Trying again…',
  server: 'The server is busy. Trying again…',
  'other-tab': 'This file is being sent in another tab. If that stops, it goes on here.',
};

/** Why Stream could not make a video of a file, by its codes. */
const REASONS: Record<string, string> = {
  ERR_NON_VIDEO: 'The file is not a video that can be read.',
  ERR_MALFORMED_VIDEO: 'The video file is damaged. Export it again, then upload it once more.',
  ERR_DURATION_EXCEED_CONSTRAINT: 'The video is longer than allowed here.',
  ERR_DURATION_TOO_SHORT: 'The video is too short to be played.',
  ERR_FETCH_ORIGIN_ERROR: 'The video could not be fetched.',
};

/**
 * Everything `<cf-stream-upload>` says, in English.
 *
 * @since 0.1.0
 */
export const uploadTexts = {
  label: 'Video upload',
  prompt: 'Drop a video here, or choose one from your device.',
  promptOver: 'Let go to upload it.',
  choose: 'Choose a video',
  chooseOther: 'Choose another video',
  chooseAgain: (name: string): string => `Choose ${name} again`,
  tryAgain: 'Try again',
  sendAnyway: 'Upload this one instead',
  pause: 'Pause upload',
  resume: 'Resume upload',
  cancel: 'Cancel upload',
  discard: 'Discard upload',
  remove: 'Remove from this page',
  uploadProgress: 'Upload progress',
  processingProgress: 'Processing progress',
  required: 'Choose a video.',
  unfinished: 'The video is still being uploaded.',
  unresumed: 'The upload of the video has not been finished.',
  failed: 'The video could not be uploaded. Try again or remove it.',

  /** Which files are taken. */
  limits({ maxBytes, maxSeconds }: UploadLimits): string {
    const size = `up to ${formatBytes(maxBytes, LOCALE)}`;
    const length = maxSeconds === null ? '' : ` and ${formatSeconds(maxSeconds, LOCALE)}`;
    return `MP4, MOV, MKV, WebM and others, ${size}${length}`;
  },

  /** Where an upload stands, in a line under the file's name. */
  status(state: UploadState, limits: UploadLimits): string {
    switch (state.status) {
      case 'empty':
        return '';
      case 'resumable':
        return 'Choose the same file again to go on where it stopped.';
      case 'checking':
        return 'Checking the file…';
      case 'uploading':
        if (state.waiting) return WAITS[state.waiting];
        return state.uid ? sentOf(state.progress) : 'Starting…';
      case 'paused':
        return `Paused. ${sentOf(state.progress)}`;
      case 'processing':
        if (!state.watched) return 'Sent. It can be played in a few minutes.';
        return state.percent === null ? 'Processing…' : `Processing ${formatPercent(state.percent, LOCALE)}`;
      case 'ready':
        return 'Ready to play';
      case 'error':
        return errorText(state.error, state.reason, limits);
    }
  },

  /** How much is sent, short. */
  percent: (percent: number): string => formatPercent(percent, LOCALE),

  /** How fast it goes and how long it takes, as far as is known. */
  pace(bytesPerSecond: number | null, secondsLeft: number | null): string {
    const parts = [
      bytesPerSecond === null ? '' : `${formatBytes(bytesPerSecond, LOCALE)}/s`,
      secondsLeft === null ? '' : `${formatSeconds(secondsLeft, LOCALE)} left`,
    ];
    return parts.filter(Boolean).join(' · ');
  },

  /** Name and standing of an upload that can go on. */
  resumable: (name: string, percent: number): string => `Resume ${name} (${formatPercent(percent, LOCALE)})`,

  /** What a screen reader is told after a change; empty where it is told nothing. */
  announcement(state: UploadState, before: UploadState, limits: UploadLimits): string {
    const status = uploadTexts.status(state, limits);
    if (state.status !== before.status) {
      if (state.status === 'empty' || state.status === 'checking') return '';
      const name = state.file?.name ?? '';
      if (state.status === 'uploading') return before.status === 'paused' ? 'Upload resumed.' : `Uploading ${name}.`;
      if (state.status === 'resumable') return `${uploadTexts.resumable(name, percentDone(state.progress))}. ${status}`;
      return state.status === 'error' ? status : `${name}: ${status}.`;
    }
    if (state.status === 'uploading' && before.status === 'uploading') {
      if (state.waiting !== before.waiting) return state.waiting ? WAITS[state.waiting] : '';
      const quarter = Math.floor(percentDone(state.progress) / 25);
      const passed = quarter > Math.floor(percentDone(before.progress) / 25);
      return passed && quarter < 4 ? `${formatPercent(quarter * 25, LOCALE)} uploaded.` : '';
    }
    return '';
  },
};

/** The type of {@link uploadTexts}: what another language has to have. */
export type UploadTexts = typeof uploadTexts;

function percentDone({ sentBytes, totalBytes }: { readonly sentBytes: number; readonly totalBytes: number }): number {
  return percentOf(sentBytes, totalBytes);
}

function sentOf({ sentBytes, totalBytes }: { readonly sentBytes: number; readonly totalBytes: number }): string {
  return `${formatBytes(sentBytes, LOCALE)} of ${formatBytes(totalBytes, LOCALE)}`;
}

function errorText({ code, status }: StreamError, reason: string | null, { maxBytes, maxSeconds }: UploadLimits): string {
  switch (code) {
    case 'FILE_EMPTY':
      return 'This file is empty. Choose another one.';
    case 'FILE_TYPE':
      return 'This file is not a video that can be used here. Choose another one.';
    case 'FILE_TOO_LARGE':
      return `This file is too large: at most ${formatBytes(maxBytes, LOCALE)} can be uploaded.`;
    case 'FILE_TOO_LONG':
      return maxSeconds === null
        ? 'This video is too long to be uploaded here.'
        : `This video is too long: at most ${formatSeconds(maxSeconds, LOCALE)} can be uploaded.`;
    case 'FILE_CHANGED':
      return 'This is not the same file any more: it was changed or moved, or it is another one.';
    case 'STORAGE_EXHAUSTED':
      return 'There is no room for more videos at the moment. Tell the owner of this site, and try again later.';
    case 'UPLOAD_EXPIRED':
      return 'The time for this upload has run out. Try again to start it anew.';
    case 'UPLOAD_REJECTED':
      return 'The upload was refused. Try again to start it anew.';
    case 'UPLOAD_ENDPOINT_MISSING':
      return 'Uploading is not set up on this page yet.';
    case 'UPLOAD_ENDPOINT_STATUS':
      return status === 401 || status === 403
        ? 'You may not upload here. Sign in again, then try once more.'
        : 'The upload could not be started. Try again in a moment.';
    case 'UPLOAD_ENDPOINT_UNREACHABLE':
    case 'UPLOAD_ENDPOINT_NOT_AN_UPLOAD':
      return 'The upload could not be started. Try again in a moment.';
    case 'STATUS_ENDPOINT_UNREACHABLE':
    case 'VIDEO_NOT_FOUND':
      return 'The video was sent, but whether it is ready could not be found out. Try again in a moment.';
    case 'VIDEO_FAILED':
      return (reason ? REASONS[reason] : undefined) ?? 'The video could not be processed. Try another file.';
    default:
      return 'The upload stopped. Try again.';
  }
}
