/** The clock of a test, which stands still until it is moved. */
export interface TestClock {
  /** Milliseconds since the epoch. What is added to it passes. */
  now: number;
  /** By how many milliseconds it was set back so far. */
  setBackMs: number;
}

/** Sets a clock back, which takes no time. */
export function setBack(clock: TestClock, ms: number): void {
  clock.now -= ms;
  clock.setBackMs += ms;
}
