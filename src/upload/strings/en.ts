import type { UploadWords } from './words.js';

// Words that are there before a file is, in first-load-texts.ts: each a constant, which the build writes into that load.
export const UPLOADER = 'Video upload';
export const PROMPT = 'Drag a video here or choose a file';
export const PROMPT_MANY = 'Drag videos or a folder here, or choose files';
export const PROMPT_OVER = 'Drop to upload';
export const CHOOSE = 'Choose a video';
export const CHOOSE_MANY = 'Choose videos';
export const CHOOSE_FOLDER = 'Choose a folder';
export const REQUIRED = 'Choose a video.';
export const UNFINISHED = 'The video is still uploading.';
export const LIMITS = 'MP4, MOV, MKV, WebM and more · up to {size}';
export const LIMITS_WITH_LENGTH = 'MP4, MOV, MKV, WebM and more · up to {size} and {length}';
export const CHECKING = 'Checking the file…';
export const CONNECTION = 'Connection lost. Retrying…';

const notStarted = 'The upload couldn’t start. Try again in a moment.';
const notKnown = 'Your video was uploaded, but we couldn’t check whether it’s ready.';

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
  another: 'Replace video',
  chooseAgain: 'Choose {name} again',
  goOn: 'Resume',
  tryAgain: 'Try again',
  sendAnyway: 'Upload this file instead',
  pause: 'Pause upload',
  resume: 'Resume upload',
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  retryAll: 'Retry all',
  cancel: 'Cancel upload',
  discard: 'Discard upload',
  remove: 'Remove from list',
  actionOf: '{action}: {name}',
  uploadProgress: 'Upload progress',
  processingProgress: 'Processing progress',
  totalProgress: 'Progress of all uploads',
  files: 'Videos',
  required: REQUIRED,
  unfinished: UNFINISHED,
  unresumed: 'Finish or discard the unfinished upload.',
  failed: 'The video couldn’t be uploaded. Try again or remove it.',
  limits: LIMITS,
  limitsWithLength: LIMITS_WITH_LENGTH,
  waits: {
    offline: 'You’re offline. The upload will resume when you’re back online.',
    connection: CONNECTION,
    server: 'The server is busy. Retrying…',
    unreachable: 'Can’t reach the upload server. Still trying…',
    'other-tab': 'Uploading in another tab. If that tab stops, it will continue here.',
    turn: 'Queued',
  },
  chooseSame: 'Choose the same file to pick up where you left off.',
  goOnHere: 'Picks up where you left off.',
  checking: CHECKING,
  starting: 'Starting…',
  sentOf: '{sent} of {total}',
  paused: 'Paused. {sent}',
  sent: 'Uploaded. Ready to watch in a few minutes.',
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
    busy: 'One video at a time. Wait for this upload to finish, or cancel it.',
    tooMany: { one: 'You can upload up to {count} video here.', other: 'You can upload up to {count} videos here.' },
    leftOut: { one: 'Skipped {count} file.', other: 'Skipped {count} files.' },
    onlyOne: {
      one: 'You can only upload one video here. Skipped {count} file.',
      other: 'You can only upload one video here. Skipped {count} files.',
    },
    nothing: 'We didn’t find any files to upload.',
    duplicate: '{name} has already been added.',
  },
  skipped: { one: 'Skipped {count} file that isn’t a video.', other: 'Skipped {count} files that aren’t videos.' },
  more: { one: 'Show {count} more video', other: 'Show {count} more videos' },
  sumSending: '{sent} of {total} uploaded',
  sumSent: { one: '{count} video uploaded', other: '{count} videos uploaded' },
  sumReady: { one: '{count} video ready to play', other: '{count} videos ready to play' },
  sumFailed: { one: '{count} needs your attention', other: '{count} need your attention' },
  notAllowed: 'You don’t have permission to upload. Sign in and try again.',
  errors: {
    FILE_EMPTY: 'This file is empty. Choose a different file.',
    FILE_TYPE: 'This file type isn’t supported. Choose a different video.',
    FILE_NO_PICTURE: 'This file contains no video. Choose a different file.',
    FILE_TOO_LARGE: 'This file is too large. The limit is {size}.',
    FILE_TOO_LONG: 'This video is too long. The limit is {length}.',
    FILE_TOO_SMALL: 'This file is too small. The minimum is {size}.',
    FILE_TOO_SHORT: 'This video is too short. The minimum is {length}.',
    FILE_RESOLUTION_TOO_LOW: 'This video’s resolution is too low. The minimum is {resolution}.',
    FILE_RESOLUTION_TOO_HIGH: 'This video’s resolution is too high. The limit is {resolution}.',
    FILE_CHANGED: 'This file has changed or moved, or isn’t the one you started with.',
    STORAGE_EXHAUSTED: 'Storage is full. Contact the site owner, or try again later.',
    UPLOAD_EXPIRED: 'This upload expired. Try again to start over.',
    UPLOAD_REJECTED: 'The upload was rejected. Try again.',
    UPLOAD_ENDPOINT_MISSING: 'Uploads aren’t set up on this page yet.',
    UPLOAD_ENDPOINT_STATUS: notStarted,
    UPLOAD_ENDPOINT_UNREACHABLE: notStarted,
    UPLOAD_ENDPOINT_NOT_AN_UPLOAD: notStarted,
    STATUS_ENDPOINT_UNREACHABLE: notKnown,
    VIDEO_NOT_FOUND: notKnown,
  },
  tooLargeAnyway: 'This file is too large to upload here.',
  tooLongAnyway: 'This video is too long to upload here.',
  otherError: 'The upload stopped. Try again.',
  reasons: {
    ERR_NON_VIDEO: 'We couldn’t read this file as a video.',
    ERR_MALFORMED_VIDEO: 'This video file is damaged. Export it again and re-upload it.',
    ERR_DURATION_EXCEED_CONSTRAINT: 'This video is too long to upload here.',
    ERR_DURATION_TOO_SHORT: 'This video is too short to play.',
    ERR_FETCH_ORIGIN_ERROR: 'We couldn’t fetch the video.',
  },
  otherReason: 'We couldn’t process this video. Try another file.',
};
