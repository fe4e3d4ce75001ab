import { StreamError } from '../../src/core/errors.js';
import type { PlaybackState } from '../../src/core/playback-state.js';
import { startProgress } from '../../src/core/upload-progress.js';
import type { UploadState } from '../../src/core/upload-state.js';
import { EMPTY_MEDIA, type MediaSnapshot } from '../../src/ui/media-snapshot.js';
import { NO_CHOICES, type PlayerChoices } from '../../src/ui/player-choices.js';

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
  readonly isQuiet?: boolean;
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
  qualities: [{ id: '2', height: 1080 }, { id: '1', height: 720 }, { id: '0', height: 360 }],
  playingHeight: 720,
  captions: [{ id: 'en', label: 'English', language: 'en' }, { id: 'de', label: '', language: 'de' }],
};
const LIVE: MediaSnapshot = { ...MEDIA, paused: false, duration: Infinity, currentTime: 3_120, buffered: [[3_000, 3_123]] };

/** Controls in each of their states. */
export const CONTROL_STATES: readonly ControlState[] = [
  { name: 'paused', media: MEDIA, choices: CHOICES },
  { name: 'playing', media: { ...MEDIA, paused: false }, choices: CHOICES },
  { name: 'playing, nobody moves', media: { ...MEDIA, paused: false }, choices: CHOICES, isQuiet: true, isCaptioned: true },
  { name: 'captions', media: { ...MEDIA, paused: false }, choices: { ...CHOICES, captionsId: 'en' }, isCaptioned: true },
  { name: 'muted', media: { ...MEDIA, muted: true }, choices: NO_CHOICES, isNoticed: true },
  { name: 'ended', media: { ...MEDIA, ended: true, currentTime: 3_123 }, choices: CHOICES },
  { name: 'length not known yet', media: { ...EMPTY_MEDIA, canFullscreen: true }, choices: NO_CHOICES },
  { name: 'live', media: LIVE, choices: CHOICES },
  { name: 'live, behind', media: { ...LIVE, currentTime: 2_700 }, choices: { ...CHOICES, canAirPlay: true } },
];

const UID = '5d5bc37ffcf54c9b82e996823bffbb81';
const FILE = { name: 'A walk around the lake.mov', size: 734_003_200, type: 'video/quicktime', lastModified: 0 };
const PROGRESS = startProgress(FILE.size, 455_081_984);
const failed = (error: StreamError, way: 'retry' | 'choose'): UploadState =>
  ({ status: 'error', error, reason: null, file: FILE, uid: null, progress: PROGRESS, way });

/** Where a file can stand. */
export const UPLOAD_STATES: readonly (readonly [name: string, state: UploadState])[] = [
  ['resumable', { status: 'resumable', file: FILE, uid: UID, progress: PROGRESS, kept: false }],
  ['checking', { status: 'checking', file: FILE, progress: startProgress(FILE.size) }],
  ['uploading', { status: 'uploading', file: FILE, uid: UID, progress: PROGRESS, waiting: null }],
  ['waiting for the network', { status: 'uploading', file: FILE, uid: UID, progress: PROGRESS, waiting: 'offline' }],
  ['paused', { status: 'paused', file: FILE, uid: UID, progress: PROGRESS }],
  ['processing', { status: 'processing', file: FILE, uid: UID, percent: 42, watched: true }],
  ['ready', { status: 'ready', file: FILE, uid: UID }],
  ['error, try again', failed(new StreamError('NETWORK', 'No network.'), 'retry')],
  ['error, another file', failed(new StreamError('FILE_TYPE', 'No video.'), 'choose')],
];
