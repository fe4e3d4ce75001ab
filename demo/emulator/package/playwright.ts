// What `import … from 'cloudflare-stream-local/playwright'` gives: fixtures for `test.extend()`. Nothing of Playwright is
// imported, so whichever copy of it the tests have is the one that runs them.
import { fixturesFor, type FixturesFor } from './fixtures.js';
import type { LocalStreamInstance } from './local-stream-instance.js';
import type { StartOptions } from './start-local-stream.js';

/** What a test gets. */
export interface StreamTestFixtures {
  /** The worker's local Stream, without faults, requests or changed switches of another test. */
  stream: LocalStreamInstance;
}

/** What a worker keeps. */
export interface StreamWorkerFixtures {
  /** Started with the worker's first test that asks for it, ended with the worker. */
  localStream: LocalStreamInstance;
}

/** The fixtures as `test.extend()` takes them. */
export type PlaywrightStreamFixtures = FixturesFor<'worker'>;

/** Makes the fixtures: `base.extend<StreamTestFixtures, StreamWorkerFixtures>(streamFixtures())`. */
export function streamFixtures(options: StartOptions = {}): PlaywrightStreamFixtures {
  return fixturesFor('worker', options);
}
