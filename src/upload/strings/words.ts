import type { StreamErrorCode } from '../../shared/errors.js';
import type { Plural } from '../../shared/i18n/format.js';
import type { PartialWords } from '../../shared/i18n/load-texts.js';
import type { UploadWait } from '../model/upload-state.js';
import type { RecordingWords } from './recording/en.js';
import type { ThumbnailWords } from './thumbnail/en.js';

/** Texts of `<cf-stream-upload>` in one language. Names in braces are placeholders. */
export interface UploadWords {
  readonly label: string;
  readonly prompt: string;
  readonly promptMany: string;
  readonly promptOver: string;
  readonly choose: string;
  readonly chooseMany: string;
  readonly chooseFolder: string;
  readonly addMore: string;
  readonly chooseOther: string;
  readonly another: string;
  readonly chooseAgain: string;
  readonly goOn: string;
  readonly tryAgain: string;
  readonly sendAnyway: string;
  readonly pause: string;
  readonly resume: string;
  readonly pauseAll: string;
  readonly resumeAll: string;
  readonly retryAll: string;
  readonly cancel: string;
  readonly discard: string;
  readonly remove: string;
  /** Label of a button, if there are several files. */
  readonly actionOf: string;
  readonly uploadProgress: string;
  readonly processingProgress: string;
  readonly totalProgress: string;
  readonly files: string;
  readonly required: string;
  readonly unfinished: string;
  readonly unresumed: string;
  readonly failed: string;
  readonly limits: string;
  readonly limitsWithLength: string;
  readonly waits: Readonly<Record<UploadWait, string>>;
  readonly chooseSame: string;
  readonly goOnHere: string;
  readonly checking: string;
  readonly starting: string;
  readonly sentOf: string;
  readonly paused: string;
  readonly sent: string;
  readonly processing: string;
  readonly processingPercent: string;
  readonly ready: string;
  readonly timeLeft: string;
  readonly resumable: string;
  readonly announceUploading: string;
  readonly announceResumed: string;
  readonly announcePercent: string;
  readonly announceState: string;
  /** Messages about files that were not taken. */
  readonly notices: {
    readonly busy: string;
    readonly onlyOne: Plural;
    readonly tooMany: Plural;
    readonly leftOut: Plural;
    readonly nothing: string;
    readonly duplicate: string;
  };
  readonly skipped: Plural;
  readonly more: Plural;
  readonly sumSending: string;
  readonly sumSent: Plural;
  readonly sumReady: Plural;
  readonly sumFailed: Plural;
  readonly notAllowed: string;
  readonly errors: Readonly<Partial<Record<StreamErrorCode, string>>>;
  readonly tooLargeAnyway: string;
  readonly tooLongAnyway: string;
  readonly otherError: string;
  /** Explanations why Stream could not process a file, by its error codes. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly otherReason: string;
  /** A site's own texts for the thumbnail picker; ours are loaded with it. */
  readonly thumbnail?: Partial<ThumbnailWords>;
  /** A site's own texts for the recorder; ours are loaded with it. */
  readonly recording?: PartialWords<RecordingWords>;
}
