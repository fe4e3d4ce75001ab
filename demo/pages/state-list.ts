import { StreamError } from '../../src/shared/errors.js';
import type { PlaybackState } from '../../src/player/model/playback-state.js';
import type { FileInfo } from '../../src/upload/file/file-identity.js';
import { startProgress } from '../../src/upload/model/upload-progress.js';
import type { UploadState } from '../../src/upload/model/upload-state.js';
import { EMPTY_MEDIA, type MediaSnapshot } from '../../src/player/model/media-snapshot.js';
import { NO_CHOICES, type PlayerChoices } from '../../src/player/controls/settings/choices.js';

/** States of a player that has no frame to show. */
export const PLAYER_STATES: readonly (readonly [name: string, state: PlaybackState])[] = [
  ['idle', { status: 'idle' }],
  ['loading', { status: 'loading' }],
  ['processing', { status: 'processing', percent: 42 }],
  ['processing, nobody knows how far', { status: 'processing', percent: null }],
  ['offline', { status: 'offline' }],
  ['error, try again', { status: 'error', error: new StreamError('NETWORK', 'No network.'), retrying: false }],
  ['error, no access', { status: 'error', error: new StreamError('TOKEN_REJECTED', 'Refused.'), retrying: false }],
];

/** Properties of the controls in one state. */
export interface ControlState {
  readonly name: string;
  readonly media: MediaSnapshot;
  readonly choices: PlayerChoices;
  readonly hasNotice?: boolean;
  readonly isHidden?: boolean;
  readonly hasCaptions?: boolean;
  readonly hasTitle?: boolean;
  readonly timeLeft?: boolean;
}

const MEDIA: MediaSnapshot = {
  ...EMPTY_MEDIA,
  currentTime: 754,
  duration: 3_123,
  buffered: [[600, 1_400]],
  seekable: [0, 3_123],
  volume: 0.8,
  canFullscreen: true,
  canPictureInPicture: true,
};
const CHOICES: PlayerChoices = {
  ...NO_CHOICES,
  qualities: [
    { id: '2', height: 1080, bitrate: 5e6, frameRate: 30 },
    { id: '1', height: 720, bitrate: 2.5e6, frameRate: 30 },
    { id: '0', height: 360, bitrate: 8e5, frameRate: 30 },
  ],
  playing: '1',
  captions: [
    { id: 'en', label: 'English', language: 'en' },
    { id: 'de', label: '', language: 'de' },
  ],
  captionsChoice: 'en',
};
/** Choices of a video with several qualities, captions and audio tracks. */
export const ALL_CHOICES: PlayerChoices = {
  ...CHOICES,
  captionsId: 'en',
  audio: [
    { id: 'a', label: '', language: 'en' },
    { id: 'b', label: '', language: 'es' },
  ],
  audioId: 'a',
  loop: [720, 840],
};
const LIVE: MediaSnapshot = {
  ...MEDIA,
  paused: false,
  duration: Infinity,
  currentTime: 3_120,
  livePosition: 3_122,
  buffered: [[3_000, 3_123]],
};

/** The controls in each of their states. */
export const CONTROL_STATES: readonly ControlState[] = [
  { name: 'paused', media: MEDIA, choices: CHOICES },
  { name: 'playing', media: { ...MEDIA, paused: false }, choices: CHOICES },
  {
    name: 'playing, nobody moves',
    media: { ...MEDIA, paused: false },
    choices: CHOICES,
    isHidden: true,
    hasCaptions: true,
  },
  {
    name: 'captions',
    media: { ...MEDIA, paused: false },
    choices: { ...CHOICES, captionsId: 'en' },
    hasCaptions: true,
  },
  { name: 'a title', media: { ...MEDIA, paused: false }, choices: CHOICES, hasTitle: true },
  {
    name: 'a title, time left, tap for sound',
    media: { ...MEDIA, paused: false, muted: true, silenced: true },
    choices: CHOICES,
    hasTitle: true,
    timeLeft: true,
  },
  {
    name: 'waiting for long',
    media: { ...MEDIA, paused: false, waiting: true },
    choices: CHOICES,
    hasTitle: true,
  },
  { name: 'muted', media: { ...MEDIA, muted: true }, choices: NO_CHOICES, hasNotice: true },
  { name: 'ended', media: { ...MEDIA, ended: true, currentTime: 3_123 }, choices: CHOICES },
  { name: 'length not known yet', media: { ...EMPTY_MEDIA, canFullscreen: true }, choices: NO_CHOICES },
  { name: 'live', media: LIVE, choices: CHOICES },
  {
    name: 'live, behind',
    media: { ...LIVE, currentTime: 2_700 },
    choices: { ...CHOICES, canAirPlay: true },
    hasTitle: true,
  },
];

/** Pages of the settings menu, with the indexes of the items that lead there. */
export const MENU_STATES: readonly (readonly [name: string, itemPath: readonly number[]])[] = [
  ['settings', []],
  ['quality', [0]],
  ['speed', [1]],
  ['captions', [2]],
  ['how captions look', [2, 4]],
  ['their font', [2, 4, 1]],
  ['their colour', [2, 4, 3]],
  ['a section that is repeated', [4]],
];

const UID = '5d5bc37ffcf54c9b82e996823bffbb81';
const FILE = { name: 'A walk around the lake.mov', size: 734_003_200, type: 'video/quicktime', lastModified: 0 };
const PROGRESS = startProgress(FILE.size, 455_081_984);
const MEASURED_PROGRESS = { ...PROGRESS, bytesPerSecond: 6_200_000, secondsLeft: 45 };
const fileNamed = (name: string, size: number): FileInfo => ({ ...FILE, name, size });
type FailedState = Extract<UploadState, { readonly status: 'error' }>;
/** A file that could not be sent, or not be taken. */
export const failed = (error: StreamError, recovery: 'retry' | 'choose', file = FILE): FailedState => ({
  status: 'error',
  error,
  reason: null,
  file,
  uid: null,
  progress: PROGRESS,
  recovery,
});

/** An uploader in one state, with the files it holds. */
export interface UploaderState {
  readonly name: string;
  readonly files: readonly UploadState[];
  /** What is said besides. */
  readonly notice?: string;
  readonly isMultiple?: boolean;
  readonly isOver?: boolean;
  readonly isDisabled?: boolean;
}

const withOneFile = (name: string, file: UploadState): UploaderState => ({ name, files: [file] });

/** The uploader in each of its states. */
export const UPLOADER_STATES: readonly UploaderState[] = [
  { name: 'empty', files: [] },
  { name: 'a file is held over it', files: [], isOver: true },
  { name: 'disabled', files: [], isDisabled: true },
  withOneFile('resumable', { status: 'resumable', file: FILE, uid: UID, progress: PROGRESS, kept: false }),
  withOneFile('resumable, the browser has kept the file', {
    status: 'resumable',
    file: FILE,
    uid: UID,
    progress: PROGRESS,
    kept: true,
  }),
  withOneFile('checking', { status: 'checking', file: FILE, progress: startProgress(FILE.size) }),
  withOneFile('uploading', { status: 'uploading', file: FILE, uid: UID, progress: MEASURED_PROGRESS, waiting: null }),
  withOneFile('waiting for the network', {
    status: 'uploading',
    file: FILE,
    uid: UID,
    progress: PROGRESS,
    waiting: 'offline',
  }),
  withOneFile('paused', { status: 'paused', file: FILE, uid: UID, progress: PROGRESS }),
  withOneFile('processing', { status: 'processing', file: FILE, uid: UID, percent: 42, watched: true }),
  withOneFile('ready', { status: 'ready', file: FILE, uid: UID }),
  withOneFile('error, try again', failed(new StreamError('NETWORK', 'No network.'), 'retry')),
  withOneFile('error, another file', failed(new StreamError('FILE_TYPE', 'No video.'), 'choose')),
  {
    name: 'several files',
    isMultiple: true,
    files: [
      { status: 'ready', file: fileNamed('Opening.mp4', 48_234_496), uid: UID },
      {
        status: 'processing',
        file: fileNamed('Interview, first part.mov', 1_288_490_188),
        uid: UID,
        percent: 8,
        watched: true,
      },
      { status: 'uploading', file: FILE, uid: UID, progress: MEASURED_PROGRESS, waiting: null },
      { status: 'paused', file: fileNamed('Drone over the village.mp4', FILE.size), uid: UID, progress: PROGRESS },
      { status: 'checking', file: fileNamed('Credits.webm', 9_437_184), progress: startProgress(9_437_184) },
      failed(new StreamError('FILE_TYPE', 'No video.'), 'choose', fileNamed('Budget.xlsx', 18_432)),
    ],
  },
];
