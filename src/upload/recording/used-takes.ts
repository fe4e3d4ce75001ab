import { dispatch } from '../../shared/dispatch.js';
import { StreamError, type StreamErrorCode } from '../../shared/errors.js';
import type { UploadItemInfo } from '../notify-page.js';
import type { Take } from './take.js';

/** Recordings passed to the uploader: each is deleted once it was sent or cancelled. */
export class UsedTakes {
  /** Recordings of earlier visits that are not offered now: the uploader may offer their files itself. */
  kept: Take[] = [];
  #takes: readonly Take[] = [];

  add(take: Take): void {
    this.#takes = [...this.#takes, take];
  }

  /** Finds their files among the uploader's, and deletes those that are no longer needed. */
  follow(items: readonly UploadItemInfo[]): void {
    for (const one of this.kept) if (one.isAmong(items)) this.add(one);
    this.kept = this.kept.filter((one) => !one.isAmong(items));
    for (const { id, state } of items) {
      const name = 'file' in state ? state.file?.name : undefined;
      const isSent = state.status === 'processing' || state.status === 'ready';
      for (const take of this.#takes) {
        if (take.name !== name) continue;
        take.itemId = id;
        if (isSent) take.noteSent();
      }
      // Stream may still fail to process the file.
      if (isSent && !(state.status === 'processing' && state.watched)) this.drop(id);
    }
    // The uploader was reset.
    if (items.length === 0) this.leave();
  }

  /** Releases recordings that were not sent. */
  leave(): void {
    for (const take of this.#takes) void take.leave();
    this.#takes = [];
  }

  /** Releases recordings that are not offered now. */
  leaveKept(): void {
    for (const take of this.kept.splice(0)) void take.leave();
  }

  /** Deletes the recording of a file that is no longer needed. */
  drop(itemId: string): void {
    const over = this.#takes.filter((take) => take.itemId === itemId);
    if (over.length > 0) this.#takes = this.#takes.filter((take) => !over.includes(take));
    for (const take of over) void take.discard();
  }
}

/** Reports a recording error to the page. */
export function reportRecording(target: EventTarget, code: StreamErrorCode, message: string, cause?: unknown): void {
  const error = new StreamError(code, message, { retryable: code !== 'RECORDING_UNSUPPORTED', cause });
  dispatch(target, 'cf-stream-upload-record-error', { error });
}
