// Network faults for component tests, in Chromium only. Call resetNetwork() in afterEach().
// Faults that should also work in Firefox and WebKit come from the server: see fake-upload.ts.
import { executeServerCommand } from '@web/test-runner-commands';

/** Speeds in kilobits per second, latency in milliseconds. A speed that is left out is not limited. */
export interface Throttle {
  readonly down?: number;
  readonly up?: number;
  readonly latency?: number;
}

/** What happens to requests whose URL matches `glob` (Playwright's syntax): the first `times` of them, or all. */
export interface Faults {
  readonly glob: string;
  readonly times?: number;
  /** Fails the request like a broken network, for example with `connectionreset` or `timedout`. */
  readonly abort?: string;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Takes the page offline for URLs that match `pattern`; `navigator.onLine` and its events follow. */
export async function goOffline(pattern: string): Promise<void> {
  await executeServerCommand('net-offline', { offline: true, pattern });
}

/** Ends {@link goOffline}. */
export async function goOnline(): Promise<void> {
  await executeServerCommand('net-offline', { offline: false, pattern: '' });
}

/** Limits the speed of all requests, or of those whose URL matches `pattern`. */
export async function throttle(limits: Throttle & { pattern?: string }): Promise<void> {
  await executeServerCommand('net-throttle', limits);
}

/** Makes matching requests fail. */
export async function failRequests(faults: Faults): Promise<void> {
  await executeServerCommand('net-fault', faults);
}

/** How many requests matched the glob given to {@link failRequests}. */
export function hitsOf(glob: string): Promise<number> {
  return executeServerCommand('net-hits', { glob });
}

/** Undoes all of the above. */
export async function resetNetwork(): Promise<void> {
  await executeServerCommand('net-reset');
}
