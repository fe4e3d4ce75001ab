import type { ChosenFile } from '../file/file-handle.js';
import type { FileInfo } from '../file/file-identity.js';
import { canTryAgain } from '../model/upload-failure.js';
import type { UploadNotice } from '../model/upload-notice.js';
import { isStatusUnknown, type UploadEvent, type UploadState } from '../model/upload-state.js';
import type { UploadItem } from './upload-item.js';

/** Item, callbacks and data that an {@link UploadReplacement} gets from its queue. */
export interface UploadReplacementOptions {
  /** Makes the one item of the queue another one. */
  readonly show: (item: UploadItem) => void;
  readonly onNotice: (notice: UploadNotice | null) => void;
}

/**
 * Puts a new file in the place of a video that is there, where there may be one only. The new one is shown when it has
 * passed the checks, and the old one is kept until the new one can be played, or has arrived where nobody tells when that
 * is: what is refused or given up changes nothing.
 */
export class UploadReplacement {
  /** Item of the file that is being checked; nobody sees it yet. */
  #candidate: UploadItem | null = null;
  /** Item that comes back where the new one does not arrive. */
  #kept: UploadItem | null = null;
  #current: UploadItem | null = null;
  readonly #options: UploadReplacementOptions;

  constructor(options: UploadReplacementOptions) {
    this.#options = options;
  }

  /** Items that nobody sees. */
  get hidden(): readonly UploadItem[] {
    return [this.#candidate, this.#kept].filter((item) => item !== null);
  }

  /** Item that comes back where the one that is shown does not arrive. */
  get kept(): UploadItem | null {
    return this.#kept;
  }

  /** Checks a file that may take the place of the current item. */
  begin(current: UploadItem, candidate: UploadItem, chosen: ChosenFile): void {
    this.#candidate?.stop();
    this.#current = current;
    this.#candidate = candidate;
    this.#options.onNotice({ type: 'checking' });
    candidate.choose(chosen);
  }

  /** Keeps a video of an earlier visit whose place another one had taken. */
  restore(
    current: UploadItem,
    kept: UploadItem,
    { file, uid }: { readonly file: FileInfo; readonly uid: string },
  ): void {
    this.#current = current;
    this.#kept = kept;
    kept.restore(file, uid);
  }

  /** Brings the kept item back where the file that is chosen now is its own and has arrived: it is there already. */
  bringBack(key: string): boolean {
    if (this.#kept?.key !== key || !hasArrived(this.#kept.state)) return false;
    this.#current?.stop();
    this.#restore(this.#kept);
    return true;
  }

  /** Goes on after {@link stop}. */
  start(): void {
    this.#candidate?.start();
  }

  /** Stops what is being checked. */
  stop(): void {
    this.#candidate?.stop();
  }

  /** Gives up the new file and the old one. */
  drop(): void {
    this.#candidate?.stop();
    this.#candidate = this.#kept = this.#current = null;
  }

  /**
   * Brings the old or the new item to where it belongs after a change of one of them, before the page is told.
   *
   * @returns whether the page is told of it.
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
      // What was to be replaced earlier and is kept still is the better one: it has arrived.
      // Not what has failed with the same file, which is going to be sent now.
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

/** Whether there is something in an upload's place that a new file must not push out before it has arrived. */
export function isWorthKeeping(state: UploadState): boolean {
  if (state.status === 'processing' || state.status === 'ready') return true;
  // After FILE_CHANGED the person is asked for the right file, which goes to the same item.
  return canTryAgain(state);
}

function hasArrived(state: UploadState): boolean {
  return state.status === 'processing' || state.status === 'ready' || isStatusUnknown(state);
}

/** Whether nothing can come between an upload and its video any more, as far as anybody will tell. */
function isDone(state: UploadState): boolean {
  return state.status === 'ready' || (state.status === 'processing' && !state.watched);
}

function isUnfit(event: UploadEvent): event is Extract<UploadEvent, { type: 'fail' }> {
  return event.type === 'fail' && event.recovery === 'choose';
}
