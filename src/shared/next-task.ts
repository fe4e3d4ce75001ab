/** Window of a browser that can part tasks. */
interface WithScheduler {
  readonly scheduler?: { yield?(): Promise<void> };
}

/** Lets the page's other tasks come first, where the browser has `scheduler.yield()`; elsewhere it goes on at once. */
export async function nextTask(): Promise<void> {
  try {
    await (globalThis as WithScheduler).scheduler?.yield?.();
  } catch {
    // The page has ended the task that this began in, which is no reason to stop.
  }
}
