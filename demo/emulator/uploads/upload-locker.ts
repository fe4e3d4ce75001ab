import type { Lock, Locker } from '@tus/server';
import type { Settings } from '../state/settings.js';
import { timeLimit } from '../shared/time-limit.js';

/** Longest wait for a broken connection to be noticed and its data written. */
const PATIENCE_MS = 1000;

/** Longest wait for a request that was told to make room. */
const TAKE_OVER_MS = 30_000;

interface Holder {
  readonly askToLeave: () => unknown;
  readonly left: Promise<void>;
  readonly leave: () => void;
}

/** Lets only one request at a time write to an upload. Requests for its offset are always answered. */
export class UploadLocker {
  readonly #holders = new Map<string, Holder>();
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** As the tus server wants it, for a request with this method. */
  for(method: string): Locker {
    return { newLock: (id) => (method === 'HEAD' ? this.#reader(id) : this.#writer(id)) };
  }

  #writer(id: string): Lock {
    let mine: Holder | undefined;
    return {
      lock: async (signal, askToLeave) => {
        if (!(await this.#isFree(id, signal))) throw Object.assign(new Error('locked'), BUSY);
        let leave: () => void = () => undefined;
        const left = new Promise<void>((resolve) => (leave = resolve));
        mine = { askToLeave, left, leave };
        this.#holders.set(id, mine);
      },
      unlock: () => {
        this.#holders.delete(id);
        mine?.leave();
        return Promise.resolve();
      },
    };
  }

  #reader(id: string): Lock {
    return {
      // The offset is better told after the last byte of a torn request than before it.
      lock: async (signal) => {
        await this.#isFree(id, signal);
      },
      unlock: () => Promise.resolve(),
    };
  }

  async #isFree(id: string, signal: AbortSignal): Promise<boolean> {
    const takesOver = this.#settings.busyUploads === 'take-over';
    const patience = timeLimit(signal, takesOver ? TAKE_OVER_MS : PATIENCE_MS);
    for (let holder = this.#holders.get(id); holder; holder = this.#holders.get(id)) {
      if (patience.aborted) return false;
      if (takesOver) holder.askToLeave();
      await Promise.race([holder.left, aborted(patience)]);
    }
    return true;
  }
}

const BUSY = { status_code: 423, body: 'another request is sending to this upload\n' };

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
