import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is one, or fails saying what never came. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  { within = 30_000, every = 50 }: { readonly within?: number; readonly every?: number } = {},
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const deadline = Date.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer) return answer as never;
    if (Date.now() > deadline) throw new Error(`Not within ${within / 1000} s: ${what}`);
    await pause(every);
  }
}
