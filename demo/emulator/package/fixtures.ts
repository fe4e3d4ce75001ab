// Shared by the fixtures for Playwright and Vitest: everything but the scope of a local Stream.
import type { LocalStreamInstance } from './local-stream-instance.js';
import { startLocalStream, type StartOptions } from './start-local-stream.js';

type Use = (stream: LocalStreamInstance) => Promise<void>;

/** Fixtures for `test.extend()`, with the scope of a local Stream. */
export interface FixturesFor<Scope extends string> {
  localStream: [(args: object, use: Use) => Promise<void>, { scope: Scope }];
  stream: (args: { localStream: LocalStreamInstance }, use: Use) => Promise<void>;
}

/** Creates fixtures of a shared local Stream, and of the same one after a reset. */
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
