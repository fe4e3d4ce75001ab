import type { UploadWords } from './words.js';

// Words that are there before a file is, in shell-texts.ts: each a constant, which the build writes into the first load.
export const UPLOADER = 'Video upload';
export const PROMPT = 'Drop a video here, or choose one from your device.';
export const PROMPT_MANY = 'Drop videos or a folder here, or choose them from your device.';
export const PROMPT_OVER = 'Let go to upload it.';
export const CHOOSE = 'Choose a video';
export const CHOOSE_MANY = 'Choose videos';
export const CHOOSE_FOLDER = 'Choose a folder';
export const REQUIRED = 'Choose a video.';
export const UNFINISHED = 'The video is still being uploaded.';
export const LIMITS = 'MP4, MOV, MKV, WebM and others, up to {size}';
export const LIMITS_WITH_LENGTH = 'MP4, MOV, MKV, WebM and others, up to {size} and {length}';
export const CHECKING = 'Checking the file…';
export const CONNECTION = 'The connection was lost. Trying again…';

const notStarted = 'The upload could not be started. Try again in a moment.';
const notKnown = 'The video was sent, but whether it is ready could not be found out. Try again in a moment.';

/** The uploader's words in English, which stand in for whatever a language leaves out. */
export const words: UploadWords = {
  label: UPLOADER,
  prompt: PROMPT,
  promptMany: PROMPT_MANY,
  promptOver: PROMPT_OVER,
  choose: CHOOSE,
  chooseMany: CHOOSE_MANY,
  chooseFolder: CHOOSE_FOLDER,
  addMore: 'Add videos',
  chooseOther: 'Choose another video',
  chooseAgain: 'Choose {name} again',
  goOn: 'Resume',
  tryAgain: 'Try again',
  sendAnyway: 'Upload this one instead',
  pause: 'Pause upload',
  resume: 'Resume upload',
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  retryAll: 'Try all again',
  cancel: 'Cancel upload',
  discard: 'Discard upload',
  remove: 'Remove from this page',
  actionOf: '{action}: {name}',
  uploadProgress: 'Upload progress',
  processingProgress: 'Processing progress',
  totalProgress: 'Progress of all uploads',
  files: 'Videos',
  required: REQUIRED,
  unfinished: UNFINISHED,
  unresumed: 'The upload of the video has not been finished.',
  failed: 'The video could not be uploaded. Try again or remove it.',
  limits: LIMITS,
  limitsWithLength: LIMITS_WITH_LENGTH,
  waits: {
    offline: 'You are offline. The upload goes on when the network is back.',
    connection: CONNECTION,
    server: 'The server is busy. Trying again…',
    unreachable: 'The upload server cannot be reached from here. Still trying…',
    'other-tab': 'This file is being sent in another tab. If that stops, it goes on here.',
    turn: 'Waiting for its turn',
  },
  chooseSame: 'Choose the same file again to go on where it stopped.',
  goOnHere: 'It goes on where it stopped.',
  checking: CHECKING,
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
  notices: {
    busy: 'One video at a time: wait until this one is uploaded, or cancel it.',
    tooMany: {
      one: 'At most {count} video can be uploaded here.',
      other: 'At most {count} videos can be uploaded here.',
    },
    leftOut: { one: '{count} file was left out.', other: '{count} files were left out.' },
    onlyOne: {
      one: 'Only one video can be uploaded here: {count} file was left out.',
      other: 'Only one video can be uploaded here: {count} files were left out.',
    },
    nothing: 'No file that can be uploaded was found there.',
    duplicate: '{name} is here already.',
  },
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
    FILE_NO_PICTURE: 'This file has no picture. Choose a video.',
    FILE_TOO_LARGE: 'This file is too large: at most {size} can be uploaded.',
    FILE_TOO_LONG: 'This video is too long: at most {length} can be uploaded.',
    FILE_TOO_SMALL: 'This file is too small: it must have at least {size}.',
    FILE_TOO_SHORT: 'This video is too short: it must last at least {length}.',
    FILE_RESOLUTION_TOO_LOW: 'The picture of this video is too small: it must have at least {resolution} pixels.',
    FILE_RESOLUTION_TOO_HIGH: 'The picture of this video is too large: it may have at most {resolution} pixels.',
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
  tooLargeAnyway: 'This file is too large to be uploaded here.',
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
