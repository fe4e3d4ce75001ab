// Exports of `cloudflare-stream-local/playwright`: fixtures for `test.extend()`. Does not import Playwright, so that
// the tests' own copy is used.
import { fixturesFor, type FixturesFor } from './fixtures.js';
import type { LocalStreamInstance } from './local-stream-instance.js';
import type { StartOptions } from './start-local-stream.js';

/** Fixtures per test. */
export interface StreamTestFixtures {
  /** The worker's local Stream, without faults, requests or changed switches of another test. */
  stream: LocalStreamInstance;
}

/** Fixtures per worker. */
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
