import FakeTimers, { type Clock } from '@sinonjs/fake-timers';

/**
 * Time that passes only when a test lets it: takes the place of `Date`, `setTimeout` and `clearTimeout` until it is
 * uninstalled. Code that waits for nothing but timers and promises runs at once.
 */
export class FakeClock {
  readonly #clock: Clock;

  constructor(now = 1_800_000_000_000) {
    this.#clock = FakeTimers.install({ now, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  }

  /** Milliseconds since the epoch. */
  get now(): number {
    return this.#clock.now;
  }

  /** How many timers are waiting. */
  get waiting(): number {
    return this.#clock.countTimers();
  }

  /** Runs everything that is due within this time, in order. */
  async pass(ms: number): Promise<void> {
    await this.#clock.tickAsync(ms);
  }

  uninstall(): void {
    this.#clock.uninstall();
  }
}
