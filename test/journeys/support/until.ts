import { setTimeout as pause } from 'node:timers/promises';

interface Waiting {
  readonly timeoutMs?: number;
  readonly intervalMs?: number;
  /** Reads the actual state, for the error. */
  readonly describe?: () => unknown;
}

/**
 * Polls a condition until it is truthy, and returns its value.
 *
 * @param expectation The condition in words, for the error when time is up.
 */
export async function until<T>(
  expectation: string,
  condition: () => T | Promise<T>,
  { timeoutMs = 60_000, intervalMs = 50, describe }: Waiting = {},
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value as never;
    if (Date.now() > deadline) {
      const instead = describe ? `; instead: ${JSON.stringify(await describe())}` : '';
      throw new Error(`Timed out after ${timeoutMs / 1000} s: ${expectation}${instead}`);
    }
    await pause(intervalMs);
  }
}
