import { generateKeyPairSync } from 'node:crypto';
import { createApp, type App } from '../../../../demo/server/app.js';
import type { Authorize } from '../../../../demo/server/authorize.js';
import { formatLogEntry, type LogEntry } from '../../../../demo/server/log.js';
import { createPoll, type Poll } from '../../../../demo/server/poll.js';
import { readSettings, type Environment } from '../../../../demo/server/settings.js';
import { createStateReader } from '../../../../demo/server/state-reader.js';
import { createStreamApi } from '../../../../demo/server/stream-api.js';
import { createTokenSigner } from '../../../../demo/server/tokens.js';
import type { VideoStore } from '../../../../demo/server/videos.js';
import { ACCOUNT_ID, API_TOKEN, createFakeStream, type FakeStream } from './fake-stream.js';
import { createMemoryStore } from './memory-store.js';

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
};

/** The app over a `Map` and a fake Stream, with a clock that stands still until it is moved. */
export interface TestServer {
  readonly app: App;
  readonly store: VideoStore;
  readonly stream: FakeStream;
  readonly poll: Poll;
  /** What was logged, line by line. */
  readonly lines: string[];
  readonly entries: LogEntry[];
  readonly clock: { now: number };
  request(path: string, init?: RequestInit): Promise<Response>;
}

export function createTestServer({ env = {}, authorize }: { env?: Environment; authorize?: Authorize } = {}): TestServer {
  const settings = readSettings({ ...ENVIRONMENT, ...env });
  const clock = { now: Date.UTC(2026, 0, 2, 3, 4, 5) };
  const now = (): number => clock.now;
  const fake = createFakeStream();
  const store = createMemoryStore(now);
  const stream = createStreamApi(settings, { fetch: fake.fetch, now });
  const reader = createStateReader(store, stream, now);
  const entries: LogEntry[] = [];
  const lines: string[] = [];
  const log = (entry: LogEntry): void => {
    entries.push(entry);
    lines.push(formatLogEntry(entry));
  };
  const app = createApp({ settings, store, stream, reader, signer: createTokenSigner(settings, now), log, authorize, now });
  return {
    app, store, lines, entries, clock,
    stream: fake,
    poll: createPoll({ store, stream, reader, now }),
    request: async (path, init) => app.request(path, init),
  };
}

/** The tus creation request that the upload element sends. */
export function tusCreation(headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': '1000', ...headers } };
}

/** `Upload-Metadata` of plain strings. */
export function metadata(entries: Record<string, string>): string {
  return Object.entries(entries).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',');
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
