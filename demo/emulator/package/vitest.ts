// Exports of `cloudflare-stream-local/vitest`: fixtures for `test.extend()`, without an import of Vitest.
import { fixturesFor, type FixturesFor } from './fixtures.js';
import type { LocalStreamInstance } from './local-stream-instance.js';
import type { StartOptions } from './start-local-stream.js';

/** Fixtures per file. */
export interface StreamFixtures {
  /** Started with the file's first test that asks for it, ended with the file. */
  localStream: LocalStreamInstance;
  /** The same, without faults, requests or changed switches of another test. */
  stream: LocalStreamInstance;
}

/** The fixtures as `test.extend()` takes them. */
export type VitestStreamFixtures = FixturesFor<'file'>;

/** Makes the fixtures: `base.extend<StreamFixtures>(streamFixtures())`. */
export function streamFixtures(options: StartOptions = {}): VitestStreamFixtures {
  return fixturesFor('file', options);
}
