import type { UploadMedia } from './file/preflight.js';
import type { StreamError } from '../shared/errors.js';

/**
 * Detail of `cf-stream-upload-accept`, which fires before anything of a file is sent. `preventDefault()` rejects the
 * file at once.
 */
export interface UploadAcceptDetail {
  readonly id: string;
  readonly file: File;
  /** Facts read from the file. */
  readonly media: UploadMedia;
  /**
   * Delays the upload until a promise settles: `false` rejects the file without a message, a string with that message.
   */
  readonly waitUntil: (check: Promise<unknown>) => void;
}

declare global {
  // Each `id` is that of an entry of `items`.
  interface HTMLElementEventMap {
    /** Fires before anything of a file is sent; `preventDefault()` rejects the file. */
    'cf-stream-upload-accept': CustomEvent<UploadAcceptDetail>;
    /** Fires when a file has passed the checks and its upload is about to start. */
    'cf-stream-upload-start': CustomEvent<{ id: string; file: File }>;
    /** Fires when Stream has created an id for the video; not when an upload resumes after a reload, see `value`. */
    'cf-stream-upload-created': CustomEvent<{ id: string; uid: string }>;
    /** Fires when more bytes were sent; `percent` is an integer. */
    'cf-stream-upload-progress': CustomEvent<{ id: string; sentBytes: number; totalBytes: number; percent: number }>;
    /** Fires when the upload was paused. */
    'cf-stream-upload-pause': CustomEvent<{ id: string }>;
    /** Fires when the upload continues after a pause or an error. */
    'cf-stream-upload-resume': CustomEvent<{ id: string }>;
    /** Fires when every byte has arrived, and with each new `percent` of the encoding (`null` if unknown). */
    'cf-stream-upload-processing': CustomEvent<{ id: string; uid: string; percent: number | null }>;
    /** Fires when the video is ready to play. */
    'cf-stream-upload-ready': CustomEvent<{ id: string; uid: string }>;
    /** Fires when an error needs the user's attention. */
    'cf-stream-upload-error': CustomEvent<{ id: string; error: StreamError; uid?: string }>;
    /** Fires when recording cannot start, has stopped, or cannot be saved. */
    'cf-stream-upload-record-error': CustomEvent<{ error: StreamError }>;
    /** Fires when the site has accepted the moment chosen as the thumbnail, from 0 (start) to 1 (end). */
    'cf-stream-upload-thumbnail': CustomEvent<{ id: string; uid: string; thumbnailTimestampPct: number }>;
    /** Fires when a file was cancelled before every byte had arrived; `uid` is that of the unfinished video, if any. */
    'cf-stream-upload-cancel': CustomEvent<{ id: string; uid?: string }>;
    /** Fires when a video that had arrived was removed. */
    'cf-stream-upload-remove': CustomEvent<{ id: string; uid: string }>;
  }
}
