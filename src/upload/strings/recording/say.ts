import type { StreamErrorCode } from '../../../shared/errors.js';
import type { RecordingWords } from './en.js';

type Source = 'camera' | 'screen';

/** Says why there is no recording. */
export function sayError(words: RecordingWords, error: StreamErrorCode, source: Source | null): string {
  // Who closes the dialogue refuses nothing: browsers do not tell one from the other. Nor is a window without a picture a camera.
  const isUnshared = source === 'screen' && (error === 'RECORDING_DENIED' || error === 'RECORDING_NO_DEVICE');
  return (isUnshared ? words.notShared : words.errors[error]) ?? '';
}

/** Says what a person has to know of a recording. */
export function sayNotice(words: RecordingWords, notice: keyof RecordingWords['notices'] | null): string {
  return notice ? words.notices[notice] : '';
}

/** Says why a source cannot be recorded from. */
export function sayWhyNot(words: RecordingWords, unable: readonly Source[]): string {
  if (!isSecureContext) return words.noSecureContext;
  const reasons = { camera: words.noCamera, screen: words.noScreen };
  return unable.map((source) => reasons[source]).join(' ');
}
