import type { StreamError } from '../core/errors.js';

declare global {
  interface HTMLElementEventMap {
    /** Before anything of a file is sent. `preventDefault()` refuses the file. */
    'cf-stream-upload-accept': CustomEvent<{ file: File }>;
    /** A file passed the checks and is going to be sent. */
    'cf-stream-upload-start': CustomEvent<{ file: File }>;
    /** Stream has made an id for the video. Nothing is made when an upload goes on after a reload; see `value`. */
    'cf-stream-upload-created': CustomEvent<{ uid: string }>;
    /** More was sent. `percent` is whole. */
    'cf-stream-upload-progress': CustomEvent<{ sentBytes: number; totalBytes: number; percent: number }>;
    'cf-stream-upload-pause': CustomEvent<null>;
    'cf-stream-upload-resume': CustomEvent<null>;
    /** Every byte is there; again with each new `percent` of the encoding (`null` where it is not known). */
    'cf-stream-upload-processing': CustomEvent<{ uid: string; percent: number | null }>;
    /** The video can be played. */
    'cf-stream-upload-ready': CustomEvent<{ uid: string }>;
    'cf-stream-upload-error': CustomEvent<{ error: StreamError; uid?: string }>;
    /** The person gave the file up. */
    'cf-stream-upload-cancel': CustomEvent<null>;
  }
}
