/** The server's two clocks: one for dates, one for durations. */
export interface Clocks {
  /** Milliseconds since the epoch. This clock may be set, even back. */
  readonly now: () => number;
  /** Milliseconds on a monotonic clock. */
  readonly monotonicNow: () => number;
}

/** The clocks of the system. */
export const SYSTEM_CLOCKS: Clocks = { now: () => Date.now(), monotonicNow: () => performance.now() };
