import type { StreamErrorCode } from '../../../shared/errors.js';
import type { RecordingWords } from './en.js';

type Source = 'camera' | 'screen';

/** Explains why there is no recording. */
export function sayError(words: RecordingWords, error: StreamErrorCode, source: Source | null): string {
  // Cancelling the screen picker is no refusal, but browsers report both alike. Nor is a window without a picture a
  // missing camera.
  const isUnshared = source === 'screen' && (error === 'RECORDING_DENIED' || error === 'RECORDING_NO_DEVICE');
  return (isUnshared ? words.notShared : words.errors[error]) ?? '';
}

/** Returns the text of a recording notice. */
export function sayNotice(words: RecordingWords, notice: keyof RecordingWords['notices'] | null): string {
  return notice ? words.notices[notice] : '';
}

/** Explains why sources cannot be recorded. */
export function sayWhyNot(words: RecordingWords, unable: readonly Source[]): string {
  if (!isSecureContext) return words.noSecureContext;
  const reasons = { camera: words.noCamera, screen: words.noScreen };
  return unable.map((source) => reasons[source]).join(' ');
}
