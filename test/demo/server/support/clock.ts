/** The clock of a test, which stands still until it is moved. */
export interface TestClock {
  /** Milliseconds since the epoch. Adding to it lets time pass. */
  now: number;
  /** By how many milliseconds it was set back so far. */
  setBackMs: number;
}

/** Sets a clock back without letting time pass. */
export function setBack(clock: TestClock, ms: number): void {
  clock.now -= ms;
  clock.setBackMs += ms;
}
