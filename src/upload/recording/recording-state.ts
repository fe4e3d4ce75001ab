import type { StreamErrorCode } from '../../shared/errors.js';

/** What a video is recorded from. */
export type RecordingSource = 'camera' | 'screen';

const SOURCES: readonly string[] = ['camera', 'screen'] satisfies RecordingSource[];

/**
 * Something that a person has to know of a recording:
 * - `ended`: the camera or the screen is there no longer; what was recorded until then is.
 * - `limit`: it is as long, or as large, as is allowed.
 * - `silent`: there is no sound, or none any more.
 * - `not-kept`: the browser has no room for it: a reload would lose it.
 */
export type RecordingNotice = 'ended' | 'limit' | 'silent' | 'not-kept';

/** Time that was recorded until a moment, and since when it is being counted again, in milliseconds; `null` while it is not. */
interface RecordingClock {
  readonly recordedMs: number;
  readonly sinceMs: number | null;
}

/**
 * Where a recording stands, told apart by `status`:
 * - `idle`: there is none; `error` says why the last attempt gave none.
 * - `asking`: the person is asked by the browser.
 * - `recording`, `paused`, `saving`: it is being made, held, or put together.
 * - `review`: it can be looked at, and used or not; `isKept` where it is from an earlier visit.
 */
export type RecordingState =
  | {
      readonly status: 'idle';
      readonly error: StreamErrorCode | null;
      /** What could not be recorded. */
      readonly source: RecordingSource | null;
    }
  | { readonly status: 'asking'; readonly source: RecordingSource }
  | ({
      readonly status: 'recording' | 'paused' | 'saving';
      /** `null` where it is not known any more. */
      readonly source: RecordingSource | null;
      readonly notice: RecordingNotice | null;
    } & RecordingClock)
  | {
      readonly status: 'review';
      /** `null` where it is not known any more. */
      readonly source: RecordingSource | null;
      readonly notice: RecordingNotice | null;
      /** Why it could not be made again; it is as it was. */
      readonly error: StreamErrorCode | null;
      readonly recordedMs: number;
      readonly isKept: boolean;
    };

/** Something that happens to a recording. Moments are in milliseconds, on any clock that never goes back. */
export type RecordingEvent =
  | { readonly type: 'ask'; readonly source: RecordingSource }
  | {
      readonly type: 'begin';
      readonly source: RecordingSource;
      readonly nowMs: number;
      readonly notice: RecordingNotice | null;
    }
  | { readonly type: 'pause' | 'resume'; readonly nowMs: number }
  | { readonly type: 'note'; readonly notice: RecordingNotice }
  | { readonly type: 'stop'; readonly nowMs: number; readonly notice: RecordingNotice | null }
  | { readonly type: 'saved' | 'use' }
  | { readonly type: 'offer'; readonly recordedMs: number }
  | { readonly type: 'fail'; readonly error: StreamErrorCode }
  | { readonly type: 'end' };

/** State of a recorder that has done nothing yet. */
export const NO_RECORDING: RecordingState = { status: 'idle', error: null, source: null };

const KEPT_RECORDING = { status: 'review', source: null, notice: null, error: null, isKept: true } as const;

/** Computes the state after an event; one that makes no sense there gives back the same object. */
export function nextRecordingState(state: RecordingState, event: RecordingEvent): RecordingState {
  switch (event.type) {
    case 'ask':
      return state.status === 'idle' ? { status: 'asking', source: event.source } : state;
    case 'begin':
      // One that was looked at is there until the next one begins.
      if (state.status !== 'asking' && state.status !== 'review') return state;
      return {
        status: 'recording',
        source: event.source,
        notice: event.notice,
        recordedMs: 0,
        sinceMs: event.nowMs,
      };
    case 'pause':
      return state.status === 'recording' ? { ...state, ...stopped(state, event.nowMs), status: 'paused' } : state;
    case 'resume':
      return state.status === 'paused' ? { ...state, status: 'recording', sinceMs: event.nowMs } : state;
    case 'note':
      return isMade(state) ? { ...state, notice: event.notice } : state;
    case 'stop':
      if (!isMade(state) || state.status === 'saving') return state;
      return { ...state, ...stopped(state, event.nowMs), status: 'saving', notice: event.notice ?? state.notice };
    case 'saved': {
      if (state.status !== 'saving') return state;
      const { source, notice, recordedMs } = state;
      return { status: 'review', source, notice, error: null, recordedMs, isKept: false };
    }
    case 'use':
      // It takes a moment to make one file of it.
      return state.status === 'review' ? { ...state, status: 'saving', sinceMs: null } : state;
    case 'offer':
      if (state.status !== 'idle') return state;
      return { ...KEPT_RECORDING, recordedMs: event.recordedMs };
    case 'fail':
      if (state.status === 'review') return { ...state, error: event.error };
      return { status: 'idle', error: event.error, source: state.source };
    case 'end':
      return state.status === 'idle' ? state : NO_RECORDING;
  }
}

/** Computes how long it is so far, in milliseconds. */
export function recordedMsOf(state: RecordingState, nowMs: number): number {
  if (state.status === 'review') return state.recordedMs;
  return isMade(state) ? stopped(state, nowMs).recordedMs : 0;
}

/** What a person asks of a recorder. */
export type RecorderAsk = 'record' | 'cancel' | 'pause' | 'resume' | 'finish' | 'use' | 'discard';

/** Room that is left up to the largest size, in bytes: another second may be on its way. */
const SPARE_BYTES = 1_000_000;
/** Time that is left up to the longest length, in seconds: a recorder does not stop at once. */
const SPARE_SECONDS = 1;

/** Whether a recording has to end so that it keeps to the limits. */
export function isAtLimit(
  { maxBytes, maxSeconds }: { readonly maxBytes: number; readonly maxSeconds: number | null },
  recordedMs: number,
  bytes: number,
): boolean {
  const longest = maxSeconds === null ? Infinity : maxSeconds - Math.min(SPARE_SECONDS, maxSeconds / 2);
  return recordedMs >= longest * 1_000 || bytes + SPARE_BYTES > maxBytes;
}

/** Reads the sources that an attribute names, each once, in its order; what is none of ours is left out. */
export function recordingSources(record: string): RecordingSource[] {
  const names = new Set(record.toLowerCase().split(/[\s,]+/));
  return [...names].filter((name): name is RecordingSource => SOURCES.includes(name));
}

/** Gives the code for why a browser gave no camera, or no screen. */
export function recordingErrorOf(error: unknown): StreamErrorCode {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError' || name === 'PermissionDeniedError')
    return 'RECORDING_DENIED';
  return name === 'NotSupportedError' || name === 'TypeError' ? 'RECORDING_UNSUPPORTED' : 'RECORDING_NO_DEVICE';
}

/** Writes a time as on a clock: `1:05`, or `1:00:05`. */
export function formatRecorded(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const two = (value: number): string => `${value}`.padStart(2, '0');
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

type MadeRecording = Extract<RecordingState, { readonly status: 'recording' | 'paused' | 'saving' }>;

function isMade(state: RecordingState): state is MadeRecording {
  return state.status === 'recording' || state.status === 'paused' || state.status === 'saving';
}

function stopped({ recordedMs, sinceMs }: RecordingClock, nowMs: number): RecordingClock {
  return { recordedMs: recordedMs + (sinceMs === null ? 0 : Math.max(0, nowMs - sinceMs)), sinceMs: null };
}
