/** Global scope that may have a scheduler. */
interface WithScheduler {
  readonly scheduler?: { yield?(): Promise<void> };
}

/** Lets the page's other tasks run first, if the browser has `scheduler.yield()`; otherwise goes on at once. */
export async function nextTask(): Promise<void> {
  try {
    await (globalThis as WithScheduler).scheduler?.yield?.();
  } catch {
    // The page has aborted the task in which this began, which is no reason to stop.
  }
}
