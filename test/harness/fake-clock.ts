// Time that passes only when a test lets it. Code that waits for nothing but timers and promises runs at once.

interface Timer {
  readonly id: number;
  readonly at: number;
  readonly run: () => void;
}

/** Takes the place of `Date.now`, `setTimeout` and `clearTimeout` until it is uninstalled. */
export class FakeClock {
  readonly #real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, now: Date.now };
  #timers: Timer[] = [];
  #lastId = 0;
  /** Milliseconds since the epoch. */
  now: number;

  constructor(now = 1_800_000_000_000) {
    this.now = now;
    Date.now = () => this.now;
    globalThis.setTimeout = ((run: () => void, delayMs = 0) => {
      const id = ++this.#lastId;
      this.#timers.push({ id, at: this.now + delayMs, run });
      return id;
    }) as unknown as typeof setTimeout;
    globalThis.clearTimeout = ((id?: number) => {
      this.#timers = this.#timers.filter((timer) => timer.id !== id);
    }) as unknown as typeof clearTimeout;
  }

  /** How many timers are waiting. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Lets everything happen that is due within so many milliseconds, in order. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    await settle();
    for (let next = this.#next(until); next; next = this.#next(until)) {
      const { id, at, run } = next;
      this.#timers = this.#timers.filter((timer) => timer.id !== id);
      this.now = Math.max(this.now, at);
      run();
      await settle();
    }
    this.now = until;
  }

  uninstall(): void {
    globalThis.setTimeout = this.#real.setTimeout;
    globalThis.clearTimeout = this.#real.clearTimeout;
    Date.now = this.#real.now;
  }

  #next(until: number): Timer | undefined {
    return this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at || a.id - b.id)[0];
  }
}

/** Lets promises that wait for nothing else come through. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}
