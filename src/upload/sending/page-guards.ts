import type { Place } from '../model/concurrency.js';

/** Keeps the screen awake, and asks before the page is left, while bytes are being sent. */
export class PageGuards {
  #lock: WakeLockSentinel | undefined;
  #on = false;
  #isUpdating = false;

  /** Turns both on or off after all changes of a task: there may be thousands. */
  update(isOn: () => boolean): void {
    if (this.#isUpdating) return;
    this.#isUpdating = true;
    queueMicrotask(() => {
      this.#isUpdating = false;
      this.set(isOn());
    });
  }

  /** Turns both on or off; does nothing if unchanged. */
  set(on: boolean): void {
    if (on === this.#on) return;
    this.#on = on;
    if (on) {
      // Only while needed: a listener keeps the page out of the back/forward cache.
      window.addEventListener('beforeunload', this.#askBeforeLeaving);
      document.addEventListener('visibilitychange', this.#stayAwake);
      this.#stayAwake();
    } else {
      window.removeEventListener('beforeunload', this.#askBeforeLeaving);
      document.removeEventListener('visibilitychange', this.#stayAwake);
      void this.#lock?.release().catch(() => undefined);
      this.#lock = undefined;
    }
  }

  readonly #askBeforeLeaving = (event: BeforeUnloadEvent): void => event.preventDefault();

  /** Requests the wake lock again: browsers release it when the page is hidden, and may refuse it (low battery). */
  readonly #stayAwake = (): void => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    navigator.wakeLock.request('screen').then(
      (lock) => {
        // The previous lock may still be held if the browser did not release it: nothing else would release it.
        void (this.#on ? this.#lock : lock)?.release().catch(() => undefined);
        this.#lock = this.#on ? lock : undefined;
      },
      () => undefined,
    );
  };
}

/**
 * Runs a task while no other tab of the site runs one with the same key. Without Web Locks (insecure pages), or if they
 * are refused (blocked site data, sandboxed frames), it just runs the task.
 *
 * @param options - `onWait` is called before waiting for another tab; `place` is left meanwhile.
 * @param task - Gets whether it had to wait for another tab.
 * @throws The signal's reason if it was aborted while waiting, and whatever the task throws.
 */
export async function withUploadLock<T>(
  key: string,
  options: { readonly signal: AbortSignal; readonly onWait: () => void; readonly place?: Place | undefined },
  task: (waited: boolean) => Promise<T>,
): Promise<T> {
  const locks = locksOf();
  if (!locks) return task(false);
  const name = lockName(key);
  let hasAnswer = false;
  const first = await locks
    .request(name, { ifAvailable: true }, async (lock) => {
      hasAnswer = true;
      return lock ? { result: await task(false) } : null;
    })
    .catch(async (error: unknown) => {
      // The task itself has failed. Otherwise the lock was refused, and the task runs without it.
      if (hasAnswer) throw error;
      return { result: await task(false) };
    });
  if (first) return first.result;
  options.onWait();
  options.place?.leave();
  return locks.request(name, { signal: options.signal }, async () => {
    await options.place?.take();
    return task(true);
  });
}

/** Tells whether any tab is sending the file with this key. */
export async function isUploadLocked(key: string): Promise<boolean> {
  const held =
    (
      await locksOf()
        ?.query()
        .catch(() => undefined)
    )?.held ?? [];
  return held.some(({ name }) => name === lockName(key));
}

/** Tells whether another page sends the file with this key, or anybody waits to send it; `undefined` if unknown. */
export async function isUploadWanted(key: string): Promise<boolean | undefined> {
  const locks = locksOf();
  const [name, mine] = [lockName(key), `cf-stream-upload-page ${Math.random()}`];
  const isWanted = async (): Promise<boolean | undefined> => {
    const { held = [], pending = [] } = (await locks?.query()) ?? {};
    // The only way to learn the client id of this page.
    const page = held.find((lock) => lock.name === mine)?.clientId;
    if (page === undefined) return undefined;
    return (
      pending.some((lock) => lock.name === name) || held.some((lock) => lock.name === name && lock.clientId !== page)
    );
  };
  return locks?.request(mine, isWanted).catch(() => undefined);
}

function lockName(key: string): string {
  return `cf-stream-upload ${key}`;
}

function locksOf(): LockManager | undefined {
  return (navigator as Partial<Navigator>).locks;
}
