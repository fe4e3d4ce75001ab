import type { StreamError, StreamErrorCode } from '../../shared/errors.js';
import type { FileInfo } from '../file/file-identity.js';
import type { UploadProgress } from './upload-progress.js';

/**
 * Reason why an upload is waiting; it resumes automatically. `turn`: it is queued behind others. `unreachable`: the
 * upload server has never given a usable response in several attempts.
 *
 * @since 0.1.0
 */
export type UploadWait = 'offline' | 'connection' | 'server' | 'unreachable' | 'other-tab' | 'turn';

/**
 * State of an upload:
 * - `empty`: no file.
 * - `resumable`: an unfinished upload from an earlier visit is offered. If the browser has `kept` the file, it resumes
 *   with one click; otherwise the user has to choose the same file again.
 * - `checking`: the file is being checked; nothing has been sent.
 * - `uploading`: an upload URL is requested (`uid` is `null` until it arrives), then bytes are sent. `waiting` is the
 *   reason for a delay, if any.
 * - `paused`: the upload is paused until `resume()`.
 * - `processing`: every byte has arrived. `watched` tells whether a status endpoint reports when the video is ready; if
 *   `false`, this is the last state. `percent` is the progress of the encoding, or `null` if unknown.
 * - `ready`: the video is ready to play.
 * - `error`: `recovery` is the next step: `retry` with the same file, or `choose` a file.
 *
 * @since 0.1.0
 */
export type UploadState =
  | { readonly status: 'empty' }
  | {
      readonly status: 'resumable';
      readonly file: FileInfo;
      readonly uid: string;
      readonly progress: UploadProgress;
      readonly kept: boolean;
    }
  | { readonly status: 'checking'; readonly file: FileInfo; readonly progress: UploadProgress }
  | {
      readonly status: 'uploading';
      readonly file: FileInfo;
      readonly uid: string | null;
      readonly progress: UploadProgress;
      readonly waiting: UploadWait | null;
    }
  | {
      readonly status: 'paused';
      readonly file: FileInfo;
      readonly uid: string | null;
      readonly progress: UploadProgress;
    }
  | {
      readonly status: 'processing';
      readonly file: FileInfo;
      readonly uid: string;
      readonly percent: number | null;
      readonly watched: boolean;
    }
  | { readonly status: 'ready'; readonly file: FileInfo; readonly uid: string }
  | {
      readonly status: 'error';
      readonly error: StreamError;
      /** Stream's code for the reason that it could not process the file (`ERR_NON_VIDEO`), if that is the error. */
      readonly reason: string | null;
      readonly file: FileInfo | null;
      readonly uid: string | null;
      readonly progress: UploadProgress | null;
      readonly recovery: UploadRecovery;
    };

/** How to continue after an error: with the same file, or by choosing one. */
export type UploadRecovery = 'retry' | 'choose';

/** The `status` of an {@link UploadState}. */
export type UploadStatus = UploadState['status'];

/** Event that changes the state of an upload. */
export type UploadEvent =
  | {
      readonly type: 'resume-found';
      readonly file: FileInfo;
      readonly uid: string;
      readonly sentBytes: number;
      readonly kept: boolean;
    }
  /** The server has reported how much of an unfinished upload it has. */
  | { readonly type: 'offset-known'; readonly sentBytes: number }
  /** The stored file could not be opened. */
  | { readonly type: 'handle-lost' }
  /** A form was restored with a video that was sent earlier. */
  | { readonly type: 'restored'; readonly file: FileInfo; readonly uid: string; readonly watched: boolean }
  | { readonly type: 'choose'; readonly file: FileInfo }
  | { readonly type: 'start'; readonly sentBytes: number; readonly uid: string | null }
  | { readonly type: 'created'; readonly uid: string }
  | { readonly type: 'progress'; readonly progress: UploadProgress }
  /** `error`: reported to the page, although the upload resumes automatically. */
  | { readonly type: 'wait'; readonly reason: UploadWait; readonly error?: StreamError }
  | { readonly type: 'restart' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'sent'; readonly uid: string; readonly watched: boolean }
  | { readonly type: 'encoding'; readonly percent: number | null }
  | { readonly type: 'ready' }
  | {
      readonly type: 'fail';
      readonly error: StreamError;
      readonly reason?: string | null;
      readonly recovery: UploadRecovery;
    }
  | { readonly type: 'reset' };

/** State of an uploader without a file. */
export const EMPTY_UPLOAD: UploadState = { status: 'empty' };

/** Tells whether a file is being checked or sent, so that no other may be chosen. */
export function isBusy(state: UploadState): boolean {
  return state.status === 'checking' || state.status === 'uploading' || state.status === 'paused';
}

/** Errors of a status endpoint: Stream has the video, but its status is unknown. */
const STATUS_CODES: readonly StreamErrorCode[] = ['STATUS_ENDPOINT_UNREACHABLE', 'VIDEO_NOT_FOUND'];

/** Tells whether an upload has failed only after every byte had arrived: just the status of the video is unknown. */
export function isStatusUnknown(
  state: UploadState,
): state is Extract<UploadState, { status: 'error' }> & { readonly file: FileInfo; readonly uid: string } {
  if (state.status !== 'error' || state.file === null || state.uid === null) return false;
  // Progress is `null` only after the last byte.
  return STATUS_CODES.includes(state.error.code) || (state.progress === null && state.error.code !== 'VIDEO_FAILED');
}

/**
 * Tells whether a value from an endpoint or form may be the uid of an uploaded video. Accepts more than today's uids of
 * Stream, but only what is safe in a URL and a form.
 */
export function isUploadUid(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,128}$/.test(value);
}
