import { StreamError, type StreamErrorCode } from '../../src/shared/errors.js';
import type { PlaybackState } from '../../src/player/model/playback-state.js';
import { EMPTY_MEDIA, type MediaSnapshot } from '../../src/player/model/media-snapshot.js';
import type { PlayerNotice } from '../../src/player/controls/icon-button.js';
import { NO_CHOICES, type PlayerChoices } from '../../src/player/controls/settings/choices.js';
import { orderChapters } from '../../src/player/model/chapters.js';
import { interpolate } from '../../src/shared/i18n/format.js';
import { formatSpokenTime } from '../../src/player/strings/format-time.js';
import { formatPercent, formatRate, type PlayerTexts } from '../../src/player/strings/texts.js';

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

/** Everything that can stand in the way of playing, each with a sentence of its own. */
export const PLAYER_ERRORS: readonly StreamErrorCode[] = [
  'TOKEN_ENDPOINT_UNREACHABLE',
  'TOKEN_ENDPOINT_STATUS',
  'TOKEN_ENDPOINT_NOT_A_TOKEN',
  'TOKEN_MALFORMED',
  'TOKEN_EXPIRED',
  'TOKEN_NOT_YET_VALID',
  'TOKEN_WRONG_VIDEO',
  'TOKEN_REJECTED',
  'ORIGIN_NOT_ALLOWED',
  'VIDEO_NOT_FOUND',
  'VIDEO_PROCESSING',
  'VIDEO_FAILED',
  'LIVE_NOT_STARTED',
  'LIVE_WEBRTC_ONLY',
  'NETWORK',
  'MEDIA_DECODE',
  'ENGINE_UNSUPPORTED',
  'SOURCE_INVALID',
  'SOURCE_NOT_TRUSTED',
];

/** Properties of the controls in one state. */
export interface ControlState {
  readonly name: string;
  readonly media: MediaSnapshot;
  readonly choices: PlayerChoices;
  /** Notice of the viewer's last action. */
  readonly notice?: (texts: PlayerTexts) => PlayerNotice;
  readonly hasChapters?: boolean;
  /** Whether the pointer is on the seek bar. */
  readonly isPointed?: boolean;
  readonly isHidden?: boolean;
  readonly hasCaptions?: boolean;
  readonly hasTitle?: boolean;
  readonly timeLeft?: boolean;
}

/** Chapters whose names are long, short, and none. */
export const CHAPTERS = orderChapters([
  { startTime: 0, title: 'Before dawn' },
  { startTime: 340, title: 'The first boats, and what they bring home from the other side' },
  { startTime: 1_260, title: 'Noon' },
  { startTime: 1_800, title: 'The storm', endTime: 2_200 },
  { startTime: 2_400, title: 'Evening' },
]);

/** A video that stands somewhere in its middle. */
export const MEDIA: MediaSnapshot = {
  ...EMPTY_MEDIA,
  currentTime: 754,
  duration: 3_123,
  buffered: [[600, 1_400]],
  seekable: [0, 3_123],
  volume: 0.8,
  canFullscreen: true,
  canPictureInPicture: true,
};
/** Choices in the settings. */
export const CHOICES: PlayerChoices = {
  ...NO_CHOICES,
  qualities: [
    { id: '3', height: 2160, bitrate: 1.6e7, frameRate: 60 },
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
/** Choices of a video with chapters, several qualities, captions and audio tracks. */
export const ALL_CHOICES: PlayerChoices = {
  ...CHOICES,
  captionsId: 'en',
  audio: [
    { id: 'a', label: '', language: 'en' },
    { id: 'b', label: '', language: 'es' },
    { id: 'c', label: 'English, described', language: 'en' },
  ],
  audioId: 'a',
  chapters: CHAPTERS,
  chapter: CHAPTERS[1] ?? null,
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
  {
    name: 'muted',
    media: { ...MEDIA, muted: true },
    choices: NO_CHOICES,
    notice: (texts) => ({ icon: 'loud', text: formatPercent(texts, 0.8) }),
  },
  { name: 'chapters', media: { ...MEDIA, paused: false }, choices: CHOICES, hasChapters: true },
  {
    name: 'chapters, the pointer on the bar',
    media: { ...MEDIA, paused: false },
    choices: CHOICES,
    hasChapters: true,
    isPointed: true,
  },
  { name: 'the pointer on the bar', media: { ...MEDIA, paused: false }, choices: CHOICES, isPointed: true },
  { name: 'a section that is repeated', media: MEDIA, choices: { ...CHOICES, loop: [720, 840] } },
  {
    name: 'several hours, in full screen, captions on',
    media: { ...MEDIA, currentTime: 12_754, duration: 43_123, fullscreen: true, pictureInPicture: true },
    choices: { ...CHOICES, captionsId: 'en' },
  },
  { name: 'play', media: { ...MEDIA, paused: false }, choices: CHOICES, notice: () => ({ icon: 'play', text: '' }) },
  { name: 'pause', media: MEDIA, choices: CHOICES, notice: () => ({ icon: 'pause', text: '' }) },
  {
    name: 'a skip',
    media: { ...MEDIA, paused: false },
    choices: CHOICES,
    notice: (texts) => ({
      icon: 'skipForward',
      text: interpolate(texts.skipForward, { time: formatSpokenTime(20, texts.locale) }),
    }),
  },
  {
    name: 'a chapter back',
    media: MEDIA,
    choices: CHOICES,
    hasChapters: true,
    notice: () => ({ icon: 'skipBack', text: CHAPTERS[1]?.title ?? '' }),
  },
  {
    name: 'held for twice the speed',
    media: { ...MEDIA, paused: false, playbackRate: 2 },
    choices: CHOICES,
    notice: (texts) => ({ icon: 'play', text: formatRate(texts, 2) }),
  },
  {
    name: 'something that did not come',
    media: MEDIA,
    choices: CHOICES,
    notice: (texts) => ({ icon: 'settings', text: texts.errors.NETWORK ?? '' }),
  },
  { name: 'ended', media: { ...MEDIA, ended: true, currentTime: 3_123 }, choices: CHOICES },
  { name: 'length not known yet', media: { ...EMPTY_MEDIA, canFullscreen: true }, choices: NO_CHOICES },
  { name: 'live', media: LIVE, choices: CHOICES },
  { name: 'live, with no past', media: { ...LIVE, seekable: [3_115, 3_123] }, choices: CHOICES },
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
  ['chapters, in the settings', [0]],
  ['quality', [1]],
  ['speed', [2]],
  ['captions, in the settings', [3]],
  ['sound', [4]],
  ['the section, in the settings', [5]],
  ['how captions look', [3, 4]],
  ['their font', [3, 4, 1]],
  ['their size', [3, 4, 2]],
  ['their colour', [3, 4, 3]],
];
