// What `import … from 'cloudflare-stream-local/playwright'` gives: fixtures for `test.extend()`. Nothing of Playwright is
// imported, so whichever copy of it the tests have is the one that runs them.
import type { LocalStreamInstance } from './local-stream-instance.js';
import { startLocalStream, type StartOptions } from './start-local-stream.js';

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

type Use = (stream: LocalStreamInstance) => Promise<void>;

/** The fixtures as `test.extend()` takes them. */
export interface PlaywrightStreamFixtures {
  localStream: [(args: object, use: Use) => Promise<void>, { scope: 'worker' }];
  stream: (args: StreamWorkerFixtures, use: Use) => Promise<void>;
}

/** Makes the fixtures: `base.extend<StreamTestFixtures, StreamWorkerFixtures>(streamFixtures())`. */
export function streamFixtures(options: StartOptions = {}): PlaywrightStreamFixtures {
  return {
    localStream: [
      // Playwright reads from the pattern which fixtures it needs.
      // eslint-disable-next-line no-empty-pattern
      async ({}, use) => {
        const stream = await startLocalStream(options);
        try {
          await use(stream);
        } finally {
          await stream.stop();
        }
      },
      { scope: 'worker' },
    ],
    stream: async ({ localStream }, use) => {
      await localStream.reset();
      await use(localStream);
    },
  };
}
