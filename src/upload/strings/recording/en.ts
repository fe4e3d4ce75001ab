import type { StreamErrorCode } from '../../../shared/errors.js';

/** Words of what records in place, in one language. Names in braces are replaced by values. */
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
  asking: 'Answer what the browser asks, and the recording begins.',
  cancel: 'Do not record',
  live: 'What is being recorded',
  recorded: 'What was recorded',
  recording: 'Recording',
  paused: 'Paused',
  pause: 'Pause',
  resume: 'Resume',
  finish: 'Finish recording',
  saving: 'Finishing the recording…',
  use: 'Use this recording',
  again: 'Record again',
  discard: 'Discard recording',
  discarded: 'The recording was discarded.',
  kept: 'This recording of an earlier visit has not been uploaded yet.',
  announcePaused: 'Recording paused at {time}.',
  announceReview: 'The recording is finished. Its length is {time}.',
  noSecureContext: 'Nothing can be recorded on this page: its connection is not secure. Choose a video instead.',
  noCamera: 'This browser cannot record with the camera here.',
  noScreen: 'This browser cannot record the screen here.',
  notShared: 'The screen was not shared. Try again, and choose what is to be recorded.',
  notices: {
    ended: 'The camera or the screen is no longer there. What was recorded until then is here.',
    limit: 'The recording is as long as is allowed here.',
    silent: 'This recording has no sound: there is no microphone, or it may not be used.',
    'not-kept': 'There is no room left in this browser. If this page is closed or reloaded, the recording is lost.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'This browser cannot record that. Choose a video instead.',
    RECORDING_DENIED:
      'The camera and the microphone may not be used. Allow them in the settings of the browser, then try again.',
    RECORDING_NO_DEVICE: 'No camera can be used: there is none, or another program has it. Then try again.',
    RECORDING_INTERRUPTED: 'Nothing could be recorded. Try again.',
  },
};
