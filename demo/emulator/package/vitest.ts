// What `import … from 'cloudflare-stream-local/vitest'` gives: fixtures for `test.extend()`, without an import of Vitest.
import type { LocalStreamInstance } from './local-stream-instance.js';
import { startLocalStream, type StartOptions } from './start-local-stream.js';

/** What a test gets. */
export interface StreamFixtures {
  /** Started with the file's first test that asks for it, ended with the file. */
  localStream: LocalStreamInstance;
  /** The same, without faults, requests or changed switches of another test. */
  stream: LocalStreamInstance;
}

type Use = (stream: LocalStreamInstance) => Promise<void>;

/** The fixtures as `test.extend()` takes them. */
export interface VitestStreamFixtures {
  localStream: [(args: object, use: Use) => Promise<void>, { scope: 'file' }];
  stream: (args: Pick<StreamFixtures, 'localStream'>, use: Use) => Promise<void>;
}

/** Makes the fixtures: `base.extend<StreamFixtures>(streamFixtures())`. */
export function streamFixtures(options: StartOptions = {}): VitestStreamFixtures {
  return {
    localStream: [
      // Vitest reads from the pattern which fixtures it needs.
      // eslint-disable-next-line no-empty-pattern
      async ({}, use) => {
        const stream = await startLocalStream(options);
        try {
          await use(stream);
        } finally {
          await stream.stop();
        }
      },
      { scope: 'file' },
    ],
    stream: async ({ localStream }, use) => {
      await localStream.reset();
      await use(localStream);
    },
  };
}
