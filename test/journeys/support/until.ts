import { setTimeout as pause } from 'node:timers/promises';

/**
 * Polls a condition until it is truthy, and returns its value.
 *
 * @param expectation The condition in words, for the error when time is up.
 */
export async function until<T>(
  expectation: string,
  condition: () => T | Promise<T>,
  { timeoutMs = 30_000, intervalMs = 50 }: { readonly timeoutMs?: number; readonly intervalMs?: number } = {},
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value as never;
    if (Date.now() > deadline) throw new Error(`Timed out after ${timeoutMs / 1000} s: ${expectation}`);
    await pause(intervalMs);
  }
}
