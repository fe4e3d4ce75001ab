// What the fixtures for Playwright and for Vitest have in common: all but how long a local Stream is kept.
import type { LocalStreamInstance } from './local-stream-instance.js';
import { startLocalStream, type StartOptions } from './start-local-stream.js';

type Use = (stream: LocalStreamInstance) => Promise<void>;

/** The fixtures as `test.extend()` takes them, with what a local Stream is kept for. */
export interface FixturesFor<Scope extends string> {
  localStream: [(args: object, use: Use) => Promise<void>, { scope: Scope }];
  stream: (args: { localStream: LocalStreamInstance }, use: Use) => Promise<void>;
}

/** Makes fixtures of a local Stream that is kept, and of the same without what another test has left. */
export function fixturesFor<Scope extends string>(scope: Scope, options: StartOptions): FixturesFor<Scope> {
  return {
    localStream: [
      // Both test runners read from the pattern which fixtures it needs.
      // oxlint-disable-next-line no-empty-pattern
      async ({}, use) => {
        const stream = await startLocalStream(options);
        try {
          await use(stream);
        } finally {
          await stream.stop();
        }
      },
      { scope },
    ],
    stream: async ({ localStream }, use) => {
      await localStream.reset();
      await use(localStream);
    },
  };
}
