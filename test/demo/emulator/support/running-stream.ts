import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  createLocalStream,
  type LocalStream,
  type LocalStreamOptions,
} from '../../../../demo/emulator/local-stream.js';

/** Five seconds of 640×360 at 24 frames per second, with sound. */
export const CLIP = new URL('../../../fixtures/clip-5s.mp4', import.meta.url);

/** Part of a video that tests look at. */
export interface VideoJson {
  uid: string;
  size: number;
  duration: number;
  readyToStream: boolean;
  readyToStreamAt: string | null;
  requireSignedURLs: boolean;
  creator: string | null;
  maxDurationSeconds: number | null;
  uploadExpiry: string | null;
  allowedOrigins: string[];
  input: { width: number; height: number };
  meta: Record<string, unknown>;
  status: { state: string; step?: string; pctComplete?: string; errorReasonCode: string; errorReasonText: string };
}

export interface Envelope<T> {
  result: T;
  success: boolean;
  errors: { code: number; message: string }[];
  messages: { code: number; message: string }[];
}

/** A local Stream in a folder of its own; both are gone when the test is over. Repackages unless told otherwise. */
export async function startStream(
  t: Pick<TestContext, 'after'>,
  options: Partial<LocalStreamOptions> = {},
): Promise<RunningStream> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'local-stream-test-')));
  // Tests ask more often than any client should.
  const settings = { rateLimit: 0, ...options.settings };
  const running = new RunningStream({ port: 0, transcoder: 'remux', segmentSeconds: 2, ...options, settings, dataDir });
  await running.start();
  t.after(async () => {
    await running.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return running;
}

/** Calls to a running local Stream. */
export abstract class StreamCalls {
  abstract get stream(): LocalStream;

  get origin(): string {
    return this.stream.origin;
  }

  /** A call to the API below `/stream`, with the token. */
  api(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.stream.apiToken}`, ...(init.headers as Record<string, string>) };
    return fetch(`${this.stream.apiBase}/accounts/${this.stream.accountId}/stream${path}`, { ...init, headers });
  }

  async result<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await this.api(path, init);
    const { result, success, messages } = (await response.json()) as Envelope<T>;
    if (!success) throw new Error(`${path}: ${response.status} ${messages[0]?.message ?? ''}`);
    return result;
  }

  video(uid: string): Promise<VideoJson> {
    return this.result<VideoJson>(`/${uid}`);
  }

  /** Begins a tus upload; metadata values are encoded here, `null` stands for a key alone. */
  async createTus(bytes: number, metadata: Record<string, string | null> = {}, query = '?direct_user=true') {
    const pairs = Object.entries(metadata).map(([key, value]) => (value === null ? key : `${key} ${btoa(value)}`));
    const headers = { 'tus-resumable': '1.0.0', 'upload-length': String(bytes), 'upload-metadata': pairs.join(',') };
    const response = await this.api(query, { method: 'POST', headers });
    const { location, 'stream-media-id': uid } = Object.fromEntries(response.headers);
    return { response, url: location ?? '', uid: uid ?? '' };
  }

  /** Uploads by tus in one chunk and answers the uid. */
  async upload(bytes: Uint8Array<ArrayBuffer>, metadata: Record<string, string | null> = {}): Promise<string> {
    const { url, uid } = await this.createTus(bytes.length, metadata);
    // An empty file is complete at once.
    if (bytes.length === 0) return uid;
    const response = await patch(url, 0, bytes);
    if (response.status !== 204) throw new Error(`PATCH was answered with ${response.status}.`);
    return uid;
  }

  /** Uploads the clip and waits until it can be played. */
  async readyVideo(metadata: Record<string, string | null> = { requiresignedurls: null }): Promise<string> {
    const uid = await this.upload(await clip(), metadata);
    await this.finished(uid, 'ready');
    return uid;
  }

  /** Waits for the end of a job. */
  finished(uid: string, state: 'ready' | 'error', withinMs?: number): Promise<VideoJson> {
    return until(async () => {
      const video = await this.video(uid);
      if (video.status.state === state) return video;
      if (['ready', 'error'].includes(video.status.state))
        throw new Error(`It ended in ${JSON.stringify(video.status)}.`);
      return undefined;
    }, withinMs);
  }

  async token(uid: string, body: Record<string, unknown> = {}): Promise<string> {
    return (await this.result<{ token: string }>(`/${uid}/token`, { method: 'POST', body: JSON.stringify(body) }))
      .token;
  }

  async sim(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${this.origin}/__sim/${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.status === 204 ? undefined : response.json();
  }
}

/** Calls to a local Stream that was started elsewhere. */
export function callsTo(stream: LocalStream): StreamCalls {
  return new (class extends StreamCalls {
    readonly stream = stream;
  })();
}

export class RunningStream extends StreamCalls {
  readonly dataDir: string;
  readonly #options: LocalStreamOptions;
  #stream: LocalStream | undefined;

  constructor(options: LocalStreamOptions) {
    super();
    this.#options = options;
    this.dataDir = options.dataDir;
  }

  async start(change: Partial<LocalStreamOptions> = {}): Promise<void> {
    this.#stream = await createLocalStream({ ...this.#options, ...change });
  }

  async stop(): Promise<void> {
    await this.#stream?.close();
    this.#stream = undefined;
  }

  /** Ends it and starts it again on the same port and folder. */
  async restart(change: Partial<LocalStreamOptions> = {}): Promise<void> {
    const port = Number(new URL(this.origin).port);
    await this.stop();
    await this.start({ port, ...change });
  }

  get stream(): LocalStream {
    if (!this.#stream) throw new Error('The local Stream is not running.');
    return this.#stream;
  }
}

export async function clip(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(CLIP));
}

/** One tus chunk. */
export function patch(url: string, offset: number, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  };
  return fetch(url, { method: 'PATCH', headers, body });
}

export function head(url: string): Promise<Response> {
  return fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
}

/** Asks again and again until there is an answer; for changes that no event announces. Encoding may take a busy machine a minute. */
export async function until<T>(ask: () => Promise<T | undefined> | T | undefined, withinMs = 60_000): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`Nothing came of it within ${withinMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
