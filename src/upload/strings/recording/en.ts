import type { StreamErrorCode } from '../../../shared/errors.js';

/** Texts of the recorder, in one language. Names in braces are placeholders. */
export interface RecordingWords {
  readonly label: string;
  /** Name of the file, before its date. */
  readonly fileName: string;
  readonly camera: string;
  readonly screen: string;
  readonly asking: string;
  readonly cancel: string;
  readonly live: string;
  readonly recorded: string;
  readonly recording: string;
  readonly paused: string;
  readonly pause: string;
  readonly resume: string;
  readonly finish: string;
  readonly saving: string;
  readonly use: string;
  readonly again: string;
  readonly discard: string;
  readonly discarded: string;
  readonly kept: string;
  readonly announcePaused: string;
  readonly announceReview: string;
  readonly noSecureContext: string;
  readonly noCamera: string;
  readonly noScreen: string;
  readonly notShared: string;
  readonly notices: Readonly<Record<'ended' | 'limit' | 'silent' | 'not-kept', string>>;
  readonly errors: Readonly<Partial<Record<StreamErrorCode, string>>>;
}

/** The words in English. */
export const words: RecordingWords = {
  label: 'Record a video',
  fileName: 'Recording',
  camera: 'Record with the camera',
  screen: 'Record the screen',
  asking: 'Allow access in your browser to start recording.',
  cancel: 'Don’t record',
  live: 'Live preview',
  recorded: 'Your recording',
  recording: 'Recording',
  paused: 'Paused',
  pause: 'Pause',
  resume: 'Resume',
  finish: 'Finish recording',
  saving: 'Finishing recording…',
  use: 'Use this recording',
  again: 'Record again',
  discard: 'Discard recording',
  discarded: 'Recording discarded.',
  kept: 'This recording from an earlier visit hasn’t been uploaded yet.',
  announcePaused: 'Recording paused at {time}.',
  announceReview: 'Recording finished. Length: {time}.',
  noSecureContext: 'Recording needs a secure connection. Choose a video instead.',
  noCamera: 'This browser can’t record with the camera here.',
  noScreen: 'This browser can’t record the screen here.',
  notShared: 'The screen wasn’t shared. Try again and choose what to record.',
  notices: {
    ended: 'The camera or screen is no longer available. The recording up to that point is ready.',
    limit: 'The recording has reached the maximum length.',
    silent: 'This recording has no sound: there’s no microphone, or access to it is blocked.',
    'not-kept': 'This browser is out of storage. If you close or reload this page, the recording will be lost.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'This browser can’t record that. Choose a video instead.',
    RECORDING_DENIED: 'Camera and microphone access is blocked. Allow it in your browser’s settings, then try again.',
    RECORDING_NO_DEVICE: 'No camera is available, or another app is using it. Check it and try again.',
    RECORDING_INTERRUPTED: 'Nothing was recorded. Try again.',
  },
};
