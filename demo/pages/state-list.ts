import { StreamError } from '../../src/shared/errors.js';
import type { PlaybackState } from '../../src/player/model/playback-state.js';
import type { FileInfo } from '../../src/upload/file/file-identity.js';
import { startProgress } from '../../src/upload/model/upload-progress.js';
import type { UploadState } from '../../src/upload/model/upload-state.js';
import { EMPTY_MEDIA, type MediaSnapshot } from '../../src/player/model/media-snapshot.js';
import { NO_CHOICES, type PlayerChoices } from '../../src/player/controls/settings/choices.js';

/** Where a player can stand before there is a picture. */
export const PLAYER_STATES: readonly (readonly [name: string, state: PlaybackState])[] = [
  ['idle', { status: 'idle' }],
  ['loading', { status: 'loading' }],
  ['processing', { status: 'processing', percent: 42 }],
  ['processing, nobody knows how far', { status: 'processing', percent: null }],
  ['offline', { status: 'offline' }],
  ['error, try again', { status: 'error', error: new StreamError('NETWORK', 'No network.'), retrying: false }],
  ['error, no access', { status: 'error', error: new StreamError('TOKEN_REJECTED', 'Refused.'), retrying: false }],
];

/** What controls are given to draw. */
export interface ControlState {
  readonly name: string;
  readonly media: MediaSnapshot;
  readonly choices: PlayerChoices;
  readonly isNoticed?: boolean;
  readonly isHidden?: boolean;
  readonly isCaptioned?: boolean;
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
    { id: '2', height: 1080 },
    { id: '1', height: 720 },
    { id: '0', height: 360 },
  ],
  playingHeight: 720,
  captions: [
    { id: 'en', label: 'English', language: 'en' },
    { id: 'de', label: '', language: 'de' },
  ],
  captionsChoice: 'en',
};
/** A video with everything that can be chosen. */
export const ALL_CHOICES: PlayerChoices = {
  ...CHOICES,
  captionsId: 'en',
  audio: [
    { id: 'a', label: '', language: 'en' },
    { id: 'b', label: '', language: 'es' },
  ],
  audioId: 'a',
};
const LIVE: MediaSnapshot = {
  ...MEDIA,
  paused: false,
  duration: Infinity,
  currentTime: 3_120,
  livePosition: 3_122,
  buffered: [[3_000, 3_123]],
};

/** Controls in each of their states. */
export const CONTROL_STATES: readonly ControlState[] = [
  { name: 'paused', media: MEDIA, choices: CHOICES },
  { name: 'playing', media: { ...MEDIA, paused: false }, choices: CHOICES },
  {
    name: 'playing, nobody moves',
    media: { ...MEDIA, paused: false },
    choices: CHOICES,
    isHidden: true,
    isCaptioned: true,
  },
  {
    name: 'captions',
    media: { ...MEDIA, paused: false },
    choices: { ...CHOICES, captionsId: 'en' },
    isCaptioned: true,
  },
  { name: 'muted', media: { ...MEDIA, muted: true }, choices: NO_CHOICES, isNoticed: true },
  { name: 'ended', media: { ...MEDIA, ended: true, currentTime: 3_123 }, choices: CHOICES },
  { name: 'length not known yet', media: { ...EMPTY_MEDIA, canFullscreen: true }, choices: NO_CHOICES },
  { name: 'live', media: LIVE, choices: CHOICES },
  { name: 'live, behind', media: { ...LIVE, currentTime: 2_700 }, choices: { ...CHOICES, canAirPlay: true } },
];

/** Pages of the settings, and the place of each line that leads there. */
export const MENU_STATES: readonly (readonly [name: string, lines: readonly number[]])[] = [
  ['settings', []],
  ['quality', [0]],
  ['speed', [1]],
  ['captions', [2]],
  ['how captions look', [2, 4]],
  ['their colour', [2, 4, 2]],
];

const UID = '5d5bc37ffcf54c9b82e996823bffbb81';
const FILE = { name: 'A walk around the lake.mov', size: 734_003_200, type: 'video/quicktime', lastModified: 0 };
const PROGRESS = startProgress(FILE.size, 455_081_984);
const PACE = { ...PROGRESS, bytesPerSecond: 6_200_000, secondsLeft: 45 };
const named = (name: string, size: number): FileInfo => ({ ...FILE, name, size });
const failed = (error: StreamError, way: 'retry' | 'choose', file = FILE): UploadState => ({
  status: 'error',
  error,
  reason: null,
  file,
  uid: null,
  progress: PROGRESS,
  way,
});

/** Where an uploader can stand, with the files it holds. */
export interface UploaderState {
  readonly name: string;
  readonly files: readonly UploadState[];
  readonly isMultiple?: boolean;
  readonly isOver?: boolean;
  readonly isDisabled?: boolean;
}

const one = (name: string, file: UploadState): UploaderState => ({ name, files: [file] });

/** An uploader in each of its states. */
export const UPLOADER_STATES: readonly UploaderState[] = [
  { name: 'empty', files: [] },
  { name: 'a file is held over it', files: [], isOver: true },
  { name: 'disabled', files: [], isDisabled: true },
  one('resumable', { status: 'resumable', file: FILE, uid: UID, progress: PROGRESS, kept: false }),
  one('resumable, the browser has kept the file', {
    status: 'resumable',
    file: FILE,
    uid: UID,
    progress: PROGRESS,
    kept: true,
  }),
  one('checking', { status: 'checking', file: FILE, progress: startProgress(FILE.size) }),
  one('uploading', { status: 'uploading', file: FILE, uid: UID, progress: PACE, waiting: null }),
  one('waiting for the network', { status: 'uploading', file: FILE, uid: UID, progress: PROGRESS, waiting: 'offline' }),
  one('paused', { status: 'paused', file: FILE, uid: UID, progress: PROGRESS }),
  one('processing', { status: 'processing', file: FILE, uid: UID, percent: 42, watched: true }),
  one('ready', { status: 'ready', file: FILE, uid: UID }),
  one('error, try again', failed(new StreamError('NETWORK', 'No network.'), 'retry')),
  one('error, another file', failed(new StreamError('FILE_TYPE', 'No video.'), 'choose')),
  {
    name: 'several files',
    isMultiple: true,
    files: [
      { status: 'ready', file: named('Opening.mp4', 48_234_496), uid: UID },
      {
        status: 'processing',
        file: named('Interview, first part.mov', 1_288_490_188),
        uid: UID,
        percent: 8,
        watched: true,
      },
      { status: 'uploading', file: FILE, uid: UID, progress: PACE, waiting: null },
      { status: 'paused', file: named('Drone over the village.mp4', FILE.size), uid: UID, progress: PROGRESS },
      { status: 'checking', file: named('Credits.webm', 9_437_184), progress: startProgress(9_437_184) },
      failed(new StreamError('FILE_TYPE', 'No video.'), 'choose', named('Budget.xlsx', 18_432)),
    ],
  },
];
