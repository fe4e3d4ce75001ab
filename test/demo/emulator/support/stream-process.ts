import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { LocalStream } from '../../../../demo/emulator/local-stream.js';
import type { VideoJson } from './running-stream.js';

/** A local Stream in a process of its own, which can be killed and started again in the same place. */
export class StreamProcess {
  readonly #dataDir: string;
  readonly #jobMs: number;
  #child: ChildProcess | undefined;
  #port = 0;
  #stream: LocalStream | undefined;

  constructor(dataDir: string, jobMs = 0) {
    this.#dataDir = dataDir;
    this.#jobMs = jobMs;
  }

  get stream(): LocalStream {
    if (!this.#stream) throw new Error('The local Stream was never started.');
    return this.#stream;
  }

  async start(): Promise<void> {
    const options = JSON.stringify({ port: this.#port, dataDir: this.#dataDir, jobMs: this.#jobMs });
    const child = fork(new URL('stream-child.ts', import.meta.url), [options], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    this.#child = child;
    const [line] = (await Promise.race([
      once(createInterface(child.stdout!), 'line'),
      once(child, 'exit').then(() => Promise.reject(new Error('The local Stream did not start.'))),
    ])) as [string];
    this.#stream = JSON.parse(line) as LocalStream;
    this.#port = Number(new URL(this.#stream.origin).port);
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** Keeps every job from ending until the process is restarted. */
  async hold(): Promise<void> {
    const answered = once(this.#child!, 'message');
    this.#child!.send('hold');
    await answered;
  }

  /** Its peak memory use, in MiB. */
  async peakMiB(): Promise<number> {
    const answered = once(this.#child!, 'message') as Promise<[{ peakKiB: number }]>;
    this.#child!.send('peak');
    return (await answered)[0].peakKiB / 1024;
  }

  async api(path: string, init: RequestInit = {}): Promise<Response> {
    const { apiBase, accountId, apiToken } = this.stream;
    const headers = { authorization: `Bearer ${apiToken}`, ...(init.headers as Record<string, string>) };
    return fetch(`${apiBase}/accounts/${accountId}/stream${path}`, { ...init, headers });
  }

  async video(uid: string): Promise<VideoJson> {
    return ((await (await this.api(`/${uid}`)).json()) as { result: VideoJson }).result;
  }

  async createTus(bytes: number): Promise<{ readonly url: string; readonly uid: string }> {
    const headers = { 'tus-resumable': '1.0.0', 'upload-length': String(bytes) };
    const response = await this.api('?direct_user=true', { method: 'POST', headers });
    return { url: response.headers.get('location') ?? '', uid: response.headers.get('stream-media-id') ?? '' };
  }
}
