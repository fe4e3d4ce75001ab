import type { StreamErrorCode } from '../../src/shared/errors.js';
import type { MediaSnapshot } from '../../src/player/model/media-snapshot.js';
import type { PlayerChoices } from '../../src/player/controls/settings/choices.js';
import {
  NO_RECORDING,
  type RecordingNotice,
  type RecordingSource,
  type RecordingState,
} from '../../src/upload/recording/recording-state.js';
import { CHOICES, MEDIA } from './state-list.js';

/** State of a player with extras over the picture. */
export interface ExtraState {
  readonly name: string;
  readonly media: MediaSnapshot;
  readonly choices: PlayerChoices;
  /** Position at which the video resumes, in seconds. */
  readonly resumesAt?: number;
  readonly nextSrc?: string;
  readonly hasEndSlot?: boolean;
  readonly hasStatistics?: boolean;
}

const PLAYING = { ...MEDIA, paused: false };
const ENDED = { ...MEDIA, ended: true, currentTime: MEDIA.duration };

/** States of lazily loaded extras. */
export const EXTRA_STATES: readonly ExtraState[] = [
  { name: 'continues where it was left', media: PLAYING, choices: CHOICES, resumesAt: 754 },
  { name: 'what comes next', media: ENDED, choices: CHOICES, nextSrc: 'next' },
  { name: 'the page’s own end', media: ENDED, choices: CHOICES, hasEndSlot: true },
  { name: 'both', media: ENDED, choices: CHOICES, nextSrc: 'next', hasEndSlot: true },
  { name: 'statistics', media: PLAYING, choices: CHOICES, hasStatistics: true },
];

/** State of the recorder. */
export interface RecorderState {
  readonly name: string;
  readonly recording: RecordingState;
  /** Whether the browser can record nothing that is wanted. */
  readonly isUnable?: boolean;
}

const source = 'camera' as RecordingSource;
const made = (status: 'recording' | 'paused' | 'saving', notice: RecordingNotice | null = null): RecordingState => ({
  status,
  source,
  notice,
  recordedMs: 65_000,
  sinceMs: null,
});
const review = { status: 'review', source, notice: null, error: null, recordedMs: 65_000, isKept: false } as const;
const failedWith = (error: StreamErrorCode, from: RecordingSource = source): RecorderState => ({
  name: from === source ? error : `${error}, ${from}`,
  recording: { status: 'idle', error, source: from },
});

/** States of the recorder. */
export const RECORDER_STATES: readonly RecorderState[] = [
  { name: 'ways to record', recording: NO_RECORDING },
  { name: 'the browser can record nothing', recording: NO_RECORDING, isUnable: true },
  { name: 'the browser asks', recording: { status: 'asking', source } },
  { name: 'recording', recording: made('recording') },
  { name: 'recording without sound', recording: made('recording', 'silent') },
  { name: 'recording, and no room to keep it', recording: made('recording', 'not-kept') },
  { name: 'recording, paused', recording: made('paused') },
  { name: 'saving', recording: made('saving') },
  { name: 'recorded', recording: review },
  { name: 'recorded, as long as is allowed', recording: { ...review, notice: 'limit' } },
  { name: 'recorded, the camera went', recording: { ...review, notice: 'ended' } },
  { name: 'recorded, from an earlier visit', recording: { ...review, source: null, isKept: true } },
  { name: 'recorded, and not again', recording: { ...review, error: 'RECORDING_NO_DEVICE' } },
  failedWith('RECORDING_UNSUPPORTED'),
  failedWith('RECORDING_DENIED'),
  failedWith('RECORDING_NO_DEVICE'),
  failedWith('RECORDING_INTERRUPTED'),
  failedWith('RECORDING_DENIED', 'screen'),
];

/** State of the thumbnail picker. */
export interface ThumbnailState {
  readonly name: string;
  readonly isOneOfMany?: boolean;
  /** Whether Stream has no id for the video yet. */
  readonly isWaiting?: boolean;
  readonly isOpen?: boolean;
  readonly isUnreadable?: boolean;
  /** HTTP status of the site's response to the choice. */
  readonly answers?: number;
}

/** States of the thumbnail picker. */
export const THUMBNAIL_STATES: readonly ThumbnailState[] = [
  { name: 'not picked yet' },
  { name: 'picking', isOpen: true },
  { name: 'picking, of several videos', isOpen: true, isOneOfMany: true },
  { name: 'picking, of a video that the browser cannot play', isUnreadable: true },
  { name: 'picked, before the video has an id', isWaiting: true, answers: 204 },
  { name: 'picked', answers: 204 },
  { name: 'picked, and not kept', answers: 404 },
];

/** State of a transcript. */
export interface TranscriptState {
  readonly name: string;
  readonly languages?: readonly string[];
  readonly lines?: readonly string[];
  readonly readyState?: number;
  readonly loads?: 'never' | 'fails';
  /** Search text. */
  readonly search?: string;
  /** Whether the reader has scrolled. */
  readonly isScrolled?: boolean;
}

const LINES = [
  'The lake is quiet.',
  'Wind in the trees, and far away the bell of a boat.',
  'Nobody has come down to the water yet.',
  'Then the first boat comes around the island, and another one behind it.',
  'They bring home what the night has given them: little, this year.',
  'At noon the wind turns.',
  'Every boat is back before the storm, but for one.',
  'In the evening there is a light on the other side.',
];
const READ = { languages: ['en', 'de'], lines: LINES };

/** The transcript in each of its states. */
export const TRANSCRIPT_STATES: readonly TranscriptState[] = [
  { name: 'following', ...READ },
  { name: 'in one language', ...READ, languages: ['en'] },
  { name: 'searched', ...READ, search: 'boat' },
  { name: 'searched for what is not there', ...READ, search: 'harbour' },
  { name: 'scrolled by hand', ...READ, isScrolled: true },
  { name: 'coming', languages: ['en'], loads: 'never' },
  { name: 'not coming', languages: ['en'], loads: 'fails' },
  { name: 'before it plays', readyState: 0 },
  { name: 'a video without captions' },
  { name: 'no player' },
];
