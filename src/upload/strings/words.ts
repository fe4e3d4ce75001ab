import type { StreamErrorCode } from '../../shared/errors.js';
import type { UploadWait } from '../model/upload-state.js';

/** A sentence for one thing, and for any other number of it. Languages with more forms name them as `Intl.PluralRules` does. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/**
 * What the uploader says in one language. Names in braces are filled in.
 *
 * @since 0.1.0
 */
export interface UploadWords {
  readonly label: string;
  readonly prompt: string;
  readonly promptMany: string;
  readonly promptOver: string;
  readonly choose: string;
  readonly chooseMany: string;
  readonly addMore: string;
  readonly chooseOther: string;
  readonly chooseAgain: string;
  readonly goOn: string;
  readonly tryAgain: string;
  readonly sendAnyway: string;
  readonly pause: string;
  readonly resume: string;
  readonly cancel: string;
  readonly discard: string;
  readonly remove: string;
  /** A button's name where there are several files. */
  readonly actionOf: string;
  readonly uploadProgress: string;
  readonly processingProgress: string;
  readonly totalProgress: string;
  readonly files: string;
  readonly required: string;
  readonly unfinished: string;
  readonly unresumed: string;
  readonly failed: string;
  readonly limits: string;
  readonly limitsWithLength: string;
  readonly waits: Readonly<Record<UploadWait, string>>;
  readonly chooseSame: string;
  readonly goOnHere: string;
  readonly checking: string;
  readonly starting: string;
  readonly sentOf: string;
  readonly paused: string;
  readonly sent: string;
  readonly processing: string;
  readonly processingPercent: string;
  readonly ready: string;
  readonly timeLeft: string;
  readonly resumable: string;
  readonly announceUploading: string;
  readonly announceResumed: string;
  readonly announcePercent: string;
  readonly announceState: string;
  readonly skipped: Plural;
  readonly more: Plural;
  readonly sumSending: string;
  readonly sumSent: Plural;
  readonly sumReady: Plural;
  readonly sumFailed: Plural;
  readonly notAllowed: string;
  readonly errors: Readonly<Partial<Record<StreamErrorCode, string>>>;
  readonly tooLongAnyway: string;
  readonly otherError: string;
  /** Why Stream could not make a video of a file, by its codes. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly otherReason: string;
}

const notStarted = 'The upload could not be started. Try again in a moment.';
const notKnown = 'The video was sent, but whether it is ready could not be found out. Try again in a moment.';

/**
 * English.
 *
 * @since 0.1.0
 */
export const englishWords: UploadWords = {
  label: 'Video upload',
  prompt: 'Drop a video here, or choose one from your device.',
  promptMany: 'Drop videos or a folder here, or choose them from your device.',
  promptOver: 'Let go to upload it.',
  choose: 'Choose a video',
  chooseMany: 'Choose videos',
  addMore: 'Add videos',
  chooseOther: 'Choose another video',
  chooseAgain: 'Choose {name} again',
  goOn: 'Resume',
  tryAgain: 'Try again',
  sendAnyway: 'Upload this one instead',
  pause: 'Pause upload',
  resume: 'Resume upload',
  cancel: 'Cancel upload',
  discard: 'Discard upload',
  remove: 'Remove from this page',
  actionOf: '{action}: {name}',
  uploadProgress: 'Upload progress',
  processingProgress: 'Processing progress',
  totalProgress: 'Progress of all uploads',
  files: 'Videos',
  required: 'Choose a video.',
  unfinished: 'The video is still being uploaded.',
  unresumed: 'The upload of the video has not been finished.',
  failed: 'The video could not be uploaded. Try again or remove it.',
  limits: 'MP4, MOV, MKV, WebM and others, up to {size}',
  limitsWithLength: 'MP4, MOV, MKV, WebM and others, up to {size} and {length}',
  waits: {
    offline: 'You are offline. The upload goes on when the network is back.',
    connection: 'The connection was lost. Trying again…',
    server: 'The server is busy. Trying again…',
    'other-tab': 'This file is being sent in another tab. If that stops, it goes on here.',
    turn: 'Waiting for its turn',
  },
  chooseSame: 'Choose the same file again to go on where it stopped.',
  goOnHere: 'It goes on where it stopped.',
  checking: 'Checking the file…',
  starting: 'Starting…',
  sentOf: '{sent} of {total}',
  paused: 'Paused. {sent}',
  sent: 'Sent. It can be played in a few minutes.',
  processing: 'Processing…',
  processingPercent: 'Processing {percent}',
  ready: 'Ready to play',
  timeLeft: '{time} left',
  resumable: 'Resume {name} ({percent})',
  announceUploading: 'Uploading {name}.',
  announceResumed: 'Upload resumed.',
  announcePercent: '{percent} uploaded.',
  announceState: '{name}: {state}',
  skipped: {
    one: '{count} file that is no video was left out.',
    other: '{count} files that are no videos were left out.',
  },
  more: { one: 'Show {count} more video', other: 'Show {count} more videos' },
  sumSending: '{sent} of {total} sent',
  sumSent: { one: '{count} video sent', other: '{count} videos sent' },
  sumReady: { one: '{count} video ready to play', other: '{count} videos ready to play' },
  sumFailed: { one: '{count} needs a decision', other: '{count} need a decision' },
  notAllowed: 'You may not upload here. Sign in again, then try once more.',
  errors: {
    FILE_EMPTY: 'This file is empty. Choose another one.',
    FILE_TYPE: 'This file is not a video that can be used here. Choose another one.',
    FILE_TOO_LARGE: 'This file is too large: at most {size} can be uploaded.',
    FILE_TOO_LONG: 'This video is too long: at most {length} can be uploaded.',
    FILE_CHANGED: 'This is not the same file any more: it was changed or moved, or it is another one.',
    STORAGE_EXHAUSTED:
      'There is no room for more videos at the moment. Tell the owner of this site, and try again later.',
    UPLOAD_EXPIRED: 'The time for this upload has run out. Try again to start it anew.',
    UPLOAD_REJECTED: 'The upload was refused. Try again.',
    UPLOAD_ENDPOINT_MISSING: 'Uploading is not set up on this page yet.',
    UPLOAD_ENDPOINT_STATUS: notStarted,
    UPLOAD_ENDPOINT_UNREACHABLE: notStarted,
    UPLOAD_ENDPOINT_NOT_AN_UPLOAD: notStarted,
    STATUS_ENDPOINT_UNREACHABLE: notKnown,
    VIDEO_NOT_FOUND: notKnown,
  },
  tooLongAnyway: 'This video is too long to be uploaded here.',
  otherError: 'The upload stopped. Try again.',
  reasons: {
    ERR_NON_VIDEO: 'The file is not a video that can be read.',
    ERR_MALFORMED_VIDEO: 'The video file is damaged. Export it again, then upload it once more.',
    ERR_DURATION_EXCEED_CONSTRAINT: 'The video is longer than allowed here.',
    ERR_DURATION_TOO_SHORT: 'The video is too short to be played.',
    ERR_FETCH_ORIGIN_ERROR: 'The video could not be fetched.',
  },
  otherReason: 'The video could not be processed. Try another file.',
};
