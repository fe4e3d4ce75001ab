import type { ChosenFile } from '../file/file-handle.js';
import type { FileInfo } from '../file/file-identity.js';
import { canTryAgain } from '../model/upload-failure.js';
import type { UploadNotice } from '../model/upload-notice.js';
import { isStatusUnknown, type UploadEvent, type UploadState } from '../model/upload-state.js';
import type { UploadItem } from './upload-item.js';

/** Callbacks of an {@link UploadReplacement} to its queue. */
export interface UploadReplacementOptions {
  /** Replaces the single item of the queue. */
  readonly show: (item: UploadItem) => void;
  readonly onNotice: (notice: UploadNotice | null) => void;
}

/**
 * Replaces the video of a single uploader by a new file. The new one is shown when it has passed the checks, and the
 * old one is kept until the new one can be played, or has arrived if nothing tells when that is: a refused or cancelled
 * file changes nothing.
 */
export class UploadReplacement {
  /** Item of the file being checked, not shown yet. */
  #candidate: UploadItem | null = null;
  /** Item that comes back if the new one does not arrive. */
  #kept: UploadItem | null = null;
  #current: UploadItem | null = null;
  readonly #options: UploadReplacementOptions;

  constructor(options: UploadReplacementOptions) {
    this.#options = options;
  }

  /** Items that are not shown. */
  get hidden(): readonly UploadItem[] {
    return [this.#candidate, this.#kept].filter((item) => item !== null);
  }

  /** Item that comes back if the new one does not arrive. */
  get kept(): UploadItem | null {
    return this.#kept;
  }

  /** Checks a file that may replace the current item. */
  begin(current: UploadItem, candidate: UploadItem, chosen: ChosenFile): void {
    this.#candidate?.stop();
    this.#current = current;
    this.#candidate = candidate;
    this.#options.onNotice({ type: 'checking' });
    candidate.choose(chosen);
  }

  /** Keeps a video of an earlier visit that another one was replacing. */
  restore(
    current: UploadItem,
    kept: UploadItem,
    { file, uid }: { readonly file: FileInfo; readonly uid: string },
  ): void {
    this.#current = current;
    this.#kept = kept;
    kept.restore(file, uid);
  }

  /** Brings the kept item back if the newly chosen file is its own and has arrived. */
  bringBack(key: string): boolean {
    if (this.#kept?.key !== key || !hasArrived(this.#kept.state)) return false;
    this.#current?.stop();
    this.#restore(this.#kept);
    return true;
  }

  /** Resumes after {@link stop}. */
  start(): void {
    this.#candidate?.start();
  }

  /** Stops the check. */
  stop(): void {
    this.#candidate?.stop();
  }

  /** Drops the new file and the old one. */
  drop(): void {
    this.#candidate?.stop();
    this.#candidate = this.#kept = this.#current = null;
  }

  /**
   * Moves the old or the new item to its place after a change, before the page is told.
   *
   * @returns Whether to report the change to the page.
   */
  follow(item: UploadItem, event: UploadEvent): boolean {
    if (item === this.#candidate) return this.#followCandidate(item, event);
    if (item !== this.#current) return item !== this.#kept;
    const isOver = event.type === 'reset' || isUnfit(event);
    if (isOver && this.#kept) {
      this.#restore(this.#kept);
      if (isUnfit(event)) this.#refuse(item, event);
    } else if (isOver) this.#current = null;
    if (isDone(item.state)) this.#kept = null;
    return true;
  }

  #followCandidate(item: UploadItem, event: UploadEvent): boolean {
    if (event.type === 'start') {
      this.#candidate = null;
      // An older kept item takes precedence: it has arrived. Not one that has failed with the same file, which is now
      // going to be sent.
      const isOther = (old: UploadItem | null): boolean => old?.key !== item.key || hasArrived(old.state);
      if (!isOther(this.#kept)) this.#kept = null;
      if (isOther(this.#current)) this.#kept ??= this.#current;
      this.#current?.stop();
      this.#current = item;
      this.#options.show(item);
      this.#options.onNotice(null);
      return true;
    }
    if (event.type === 'reset') {
      this.#candidate = null;
      this.#options.onNotice(null);
    }
    if (event.type !== 'fail') return false;
    this.#candidate = null;
    this.#refuse(item, event);
    return true;
  }

  #restore(kept: UploadItem): void {
    this.#kept = null;
    this.#current = null;
    this.#options.show(kept);
    kept.start();
  }

  #refuse({ state }: UploadItem, { error }: Extract<UploadEvent, { type: 'fail' }>): void {
    const name = 'file' in state ? (state.file?.name ?? '') : '';
    this.#options.onNotice({ type: 'refused', name, error });
  }
}

/** Tells whether an upload must not be replaced by a new file before that has arrived. */
export function isWorthKeeping(state: UploadState): boolean {
  if (state.status === 'processing' || state.status === 'ready') return true;
  // After FILE_CHANGED, the person is asked for the right file, which goes to the same item.
  return canTryAgain(state);
}

function hasArrived(state: UploadState): boolean {
  return state.status === 'processing' || state.status === 'ready' || isStatusUnknown(state);
}

/** Tells whether nothing can go wrong any more between an upload and its video, as far as is reported. */
function isDone(state: UploadState): boolean {
  return state.status === 'ready' || (state.status === 'processing' && !state.watched);
}

function isUnfit(event: UploadEvent): event is Extract<UploadEvent, { type: 'fail' }> {
  return event.type === 'fail' && event.recovery === 'choose';
}
