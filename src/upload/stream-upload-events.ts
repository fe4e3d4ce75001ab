import type { UploadMedia } from './file/preflight.js';
import type { StreamError } from '../shared/errors.js';

/**
 * Detail of the event that asks the page before anything of a file is sent. `preventDefault()` refuses it at once.
 * `waitUntil()` takes a promise for what takes longer: `false` refuses the file without a word, a text with that
 * sentence.
 */
export interface UploadAcceptDetail {
  readonly id: string;
  readonly file: File;
  readonly media: UploadMedia;
  readonly waitUntil: (check: Promise<unknown>) => void;
}

declare global {
  // In each that has one, `id` is that of the file in `items`.
  interface HTMLElementEventMap {
    /** Before anything of a file is sent. `preventDefault()` refuses the file. */
    'cf-stream-upload-accept': CustomEvent<UploadAcceptDetail>;
    /** A file passed the checks and is going to be sent. */
    'cf-stream-upload-start': CustomEvent<{ id: string; file: File }>;
    /** Stream has made an id for the video. Nothing is made when an upload goes on after a reload; see `value`. */
    'cf-stream-upload-created': CustomEvent<{ id: string; uid: string }>;
    /** More was sent. `percent` is whole. */
    'cf-stream-upload-progress': CustomEvent<{ id: string; sentBytes: number; totalBytes: number; percent: number }>;
    'cf-stream-upload-pause': CustomEvent<{ id: string }>;
    'cf-stream-upload-resume': CustomEvent<{ id: string }>;
    /** Every byte is there; again with each new `percent` of the encoding (`null` where it is not known). */
    'cf-stream-upload-processing': CustomEvent<{ id: string; uid: string; percent: number | null }>;
    /** The video can be played. */
    'cf-stream-upload-ready': CustomEvent<{ id: string; uid: string }>;
    'cf-stream-upload-error': CustomEvent<{ id: string; error: StreamError; uid?: string }>;
    /** Nothing can be recorded in place, or a recording has ended, or can not be kept. */
    'cf-stream-upload-record-error': CustomEvent<{ error: StreamError }>;
    /** The site has taken the moment whose picture stands for the video, 0 to 1. */
    'cf-stream-upload-thumbnail': CustomEvent<{ id: string; uid: string; thumbnailTimestampPct: number }>;
    /** The person gave a file up that is not all there. `uid` is that of the half-sent video, where there is one. */
    'cf-stream-upload-cancel': CustomEvent<{ id: string; uid?: string }>;
    /** The person took a video away that had arrived. */
    'cf-stream-upload-remove': CustomEvent<{ id: string; uid: string }>;
  }
}
