import { dispatch } from '../../shared/dispatch.js';
import { StreamError, type StreamErrorCode } from '../../shared/errors.js';
import type { UploadItemInfo } from '../notify-page.js';
import type { Take } from './take.js';

/** Recordings that were given to the uploader: each is forgotten once it was sent or given up. */
export class UsedTakes {
  /** Recordings of earlier visits that are not offered now: the uploader may come to offer their files. */
  kept: Take[] = [];
  #takes: readonly Take[] = [];

  add(take: Take): void {
    this.#takes = [...this.#takes, take];
  }

  /** Finds their files among those of the uploader, and forgets those of which nothing more can be asked for. */
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
      // Stream may yet find that it can make no video of the file.
      if (isSent && !(state.status === 'processing' && state.watched)) this.drop(id);
    }
    // All of them were reset.
    if (items.length === 0) this.leave();
  }

  /** Lets others have what was not sent. */
  leave(): void {
    for (const take of this.#takes) void take.leave();
    this.#takes = [];
  }

  /** Lets others have what is not offered now. */
  leaveKept(): void {
    for (const take of this.kept.splice(0)) void take.leave();
  }

  /** Forgets that of a file which is not needed any more. */
  drop(itemId: string): void {
    const over = this.#takes.filter((take) => take.itemId === itemId);
    if (over.length > 0) this.#takes = this.#takes.filter((take) => !over.includes(take));
    for (const take of over) void take.discard();
  }
}

/** Tells the page that nothing can be recorded, or what has become of a recording. */
export function reportRecording(target: EventTarget, code: StreamErrorCode, message: string, cause?: unknown): void {
  const error = new StreamError(code, message, { retryable: code !== 'RECORDING_UNSUPPORTED', cause });
  dispatch(target, 'cf-stream-upload-record-error', { error });
}
