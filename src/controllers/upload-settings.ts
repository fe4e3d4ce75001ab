import type { UploadEvent, UploadState } from '../core/upload-state.js';
import type { PreflightRules } from './upload-preflight.js';
import type { TargetSource } from './upload-target.js';

/** What an upload is done with; read anew whenever it is needed. */
export interface UploadSettings extends TargetSource, PreflightRules {
  /** URL that tells a video's state, with `{uid}`; empty where there is none. */
  readonly statusEndpoint: string;
  /** Which uploader of the site this is: half-sent files are offered again to the same one. */
  readonly scope: string;
  readonly chunkBytes: number;
}

/** What an `UploadController` asks of its host. */
export interface UploadHost {
  readonly settings: () => UploadSettings;
  /** The page's own check, before anything is sent. */
  readonly accepts: (file: File) => boolean;
  /** Called after each change, when the new state can be read. */
  readonly onChange: (event: UploadEvent, before: UploadState) => void;
}
