import type { StreamErrorCode } from '../../shared/errors.js';

/** Source of a recording. */
export type RecordingSource = 'camera' | 'screen';

const SOURCES: readonly string[] = ['camera', 'screen'] satisfies RecordingSource[];

/**
 * Message about a recording:
 * - `ended`: the camera or screen has gone; the recording until then is kept.
 * - `limit`: it has reached the greatest duration or size.
 * - `silent`: there is no audio, or no longer.
 * - `not-kept`: the browser has no room to store it: a reload would lose it.
 */
export type RecordingNotice = 'ended' | 'limit' | 'silent' | 'not-kept';

/** Recorded time so far, and since when it is running, in milliseconds; `null` while it is not. */
interface RecordingClock {
  readonly recordedMs: number;
  readonly sinceMs: number | null;
}

/**
 * State of a recorder, by `status`:
 * - `idle`: no recording; `error` says why the last attempt failed.
 * - `asking`: the browser is asking the person.
 * - `recording`, `paused`, `saving`: in progress, paused, or being finished.
 * - `review`: it can be watched, and used or discarded; `isKept` if it is from an earlier visit.
 */
export type RecordingState =
  | {
      readonly status: 'idle';
      readonly error: StreamErrorCode | null;
      /** Source that could not be recorded. */
      readonly source: RecordingSource | null;
    }
  | { readonly status: 'asking'; readonly source: RecordingSource }
  | ({
      readonly status: 'recording' | 'paused' | 'saving';
      /** `null` if no longer known. */
      readonly source: RecordingSource | null;
      readonly notice: RecordingNotice | null;
    } & RecordingClock)
  | {
      readonly status: 'review';
      /** `null` if no longer known. */
      readonly source: RecordingSource | null;
      readonly notice: RecordingNotice | null;
      /** Why recording again has failed; the previous recording is kept. */
      readonly error: StreamErrorCode | null;
      readonly recordedMs: number;
      readonly isKept: boolean;
    };

/** Event in a recording. Times are in milliseconds, by any monotonic clock. */
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

/** State of a recorder before its first recording. */
export const NO_RECORDING: RecordingState = { status: 'idle', error: null, source: null };

const KEPT_RECORDING = { status: 'review', source: null, notice: null, error: null, isKept: true } as const;

/** Computes the state after an event. An event that makes no sense in a state returns the same object. */
export function nextRecordingState(state: RecordingState, event: RecordingEvent): RecordingState {
  switch (event.type) {
    case 'ask':
      return state.status === 'idle' ? { status: 'asking', source: event.source } : state;
    case 'begin':
      // A recording under review stays until the next one begins.
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
      // Making one file of it takes a moment.
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

/** Computes the recorded time so far, in milliseconds. */
export function recordedMsOf(state: RecordingState, nowMs: number): number {
  if (state.status === 'review') return state.recordedMs;
  return isMade(state) ? stopped(state, nowMs).recordedMs : 0;
}

/** Action of a person on a recorder. */
export type RecorderAsk = 'record' | 'cancel' | 'pause' | 'resume' | 'finish' | 'use' | 'discard';

/** Margin below the largest size, in bytes: another second may be on its way. */
const SPARE_BYTES = 1_000_000;
/** Margin below the longest duration, in seconds: a recorder does not stop at once. */
const SPARE_SECONDS = 1;

/** Tells whether a recording has to end to stay within the limits. */
export function isAtLimit(
  { maxBytes, maxSeconds }: { readonly maxBytes: number; readonly maxSeconds: number | null },
  recordedMs: number,
  bytes: number,
): boolean {
  const longest = maxSeconds === null ? Infinity : maxSeconds - Math.min(SPARE_SECONDS, maxSeconds / 2);
  return recordedMs >= longest * 1_000 || bytes + SPARE_BYTES > maxBytes;
}

/** Parses the sources in an attribute, in order and without duplicates; ignores unknown ones. */
export function recordingSources(record: string): RecordingSource[] {
  const names = new Set(record.toLowerCase().split(/[\s,]+/));
  return [...names].filter((name): name is RecordingSource => SOURCES.includes(name));
}

/** Returns the error code for a browser's refusal of a camera or screen. */
export function recordingErrorOf(error: unknown): StreamErrorCode {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError' || name === 'PermissionDeniedError')
    return 'RECORDING_DENIED';
  return name === 'NotSupportedError' || name === 'TypeError' ? 'RECORDING_UNSUPPORTED' : 'RECORDING_NO_DEVICE';
}

/** Formats a duration as on a clock: `1:05`, or `1:00:05`. */
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
