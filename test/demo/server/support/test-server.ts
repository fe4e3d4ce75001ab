import { generateKeyPairSync } from 'node:crypto';
import type { Authorize } from '../../../../demo/server/authorize.js';
import { formatLogEntry, type LogEntry } from '../../../../demo/server/log.js';
import type { RateLimit } from '../../../../demo/server/rate-limit.js';
import type { Environment } from '../../../../demo/server/settings.js';
import type { TestClock } from './clock.js';
import { ACCOUNT_ID, API_TOKEN, createFakeStream, type FakeStream } from './fake-stream.js';
import { currentHost, type HostedServer } from './host.js';

export const KEY_ID = 'key-1';
export const WEBHOOK_SECRET = '85011ed3a913c6ad5f9cf6c5573cc0a7';
export const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const SIGNING_JWK = Buffer.from(JSON.stringify(privateKey.export({ format: 'jwk' }))).toString('base64');

export const ENVIRONMENT: Environment = {
  STREAM_ACCOUNT_ID: ACCOUNT_ID,
  STREAM_API_TOKEN: API_TOKEN,
  STREAM_API_BASE: 'https://api.test/client/v4',
  STREAM_SIGNING_KEY_ID: KEY_ID,
  STREAM_SIGNING_JWK: SIGNING_JWK,
  STREAM_WEBHOOK_SECRET: WEBHOOK_SECRET,
  ALLOW_EVERYONE: '1',
  // Look-ups are tested in look-up.test.ts.
  LOOK_UP_VIDEOS: '0',
};

/** A server and a fake Stream, with a clock that stands still until it is moved. */
export interface TestServer extends HostedServer {
  readonly stream: FakeStream;
  /** What was logged, line by line. */
  readonly lines: string[];
  readonly entries: LogEntry[];
  readonly clock: TestClock;
  /** Sends a request, from the address `client` if one is given. */
  request(path: string, init?: RequestInit, client?: string): Promise<Response>;
}

/** What {@link createTestServer} may be told. */
export interface TestServerOptions {
  readonly env?: Environment;
  readonly authorize?: Authorize;
  readonly rateLimit?: RateLimit;
}

/** Starts a server on the host of these tests, with no rows. */
export function createTestServer({ env = {}, authorize, rateLimit }: TestServerOptions = {}): TestServer {
  const clock = { now: Date.UTC(2026, 0, 2, 3, 4, 5), setBackMs: 0 };
  const stream = createFakeStream(clock);
  const entries: LogEntry[] = [];
  const lines: string[] = [];
  const log = (entry: LogEntry): void => {
    entries.push(entry);
    lines.push(formatLogEntry(entry));
  };
  const hosted = currentHost().start({
    env: { ...ENVIRONMENT, ...env },
    stream,
    authorize,
    rateLimit,
    clock,
    log,
  });
  return {
    ...hosted,
    lines,
    entries,
    clock,
    stream,
    request: (path, init, client) => hosted.fetch(new Request(new URL(path, 'http://server.test'), init), client),
  };
}

/** The tus creation request that the upload element sends. */
export function tusCreation(headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': '1000', ...headers } };
}

/** `Upload-Metadata` of plain strings. */
export function metadata(entries: Record<string, string>): string {
  return Object.entries(entries)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
}

export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string };
  readonly status?: string;
  readonly percent?: number | null;
  readonly errorCode?: string;
}

export async function errorOf(response: Response): Promise<ErrorBody> {
  return (await response.json()) as ErrorBody;
}
