/** The server's two clocks: dates come from the one, waits are measured by the other. */
export interface Clocks {
  /** Milliseconds since the epoch. Somebody may set this clock, back too. */
  readonly now: () => number;
  /** Milliseconds since any moment, on a clock that only goes on. */
  readonly monotonicNow: () => number;
}

/** The clocks of the system. */
export const SYSTEM_CLOCKS: Clocks = { now: () => Date.now(), monotonicNow: () => performance.now() };
