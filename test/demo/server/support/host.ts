import type { Authorize } from '../../../../demo/server/authorize.js';
import type { LogEntry } from '../../../../demo/server/log.js';
import type { Poll } from '../../../../demo/server/poll.js';
import type { RateLimit } from '../../../../demo/server/rate-limit.js';
import type { Environment } from '../../../../demo/server/settings.js';
import type { VideoStore } from '../../../../demo/server/videos.js';
import type { TestClock } from './clock.js';
import type { FakeStream } from './fake-stream.js';
import { memoryHost } from './node-host.js';

/** What a server under test is given. */
export interface HostedParts {
  readonly env: Environment;
  readonly stream: FakeStream;
  readonly authorize: Authorize | undefined;
  readonly rateLimit: RateLimit | undefined;
  readonly clock: TestClock;
  readonly log: (entry: LogEntry) => void;
}

/** A server under test, wherever it runs. */
export interface HostedServer {
  /** The rows, for the test to read and write. */
  readonly store: VideoStore;
  readonly poll: Pick<Poll, 'run'>;
  /** Answers a request of the client at this address, the way the host does. */
  fetch(request: Request, client?: string): Promise<Response>;
  /** Makes every statement of the server's database fail with this error, until called without one. */
  failDatabase(error?: RangeError): void;
}

/** Where the tests' servers run: in this process over a `Map`, or over a real database, or in the Workers runtime. */
export interface Host {
  readonly name: string;
  start(parts: HostedParts): HostedServer;
}

let current: Host = memoryHost;

/** Lets all tests that are declared from now on run on this host. */
export function useHost(host: Host): void {
  current = host;
}

/** The host that tests run on. */
export const currentHost = (): Host => current;
