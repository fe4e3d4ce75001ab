import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createLocalStream } from '../../demo/emulator/local-stream.js';
import type { LocalStream } from '../../demo/emulator/options.js';
import { readStreamSettings } from '../../demo/server/settings.js';
import { createStreamApi } from '../../demo/server/stream-api.js';
import { createResumeFile } from '../../demo/server/upload-file/resume-file.js';
import { uploadFile, type UploadFileOptions } from '../../demo/server/upload-file/upload-file.js';

const MiB = 1024 ** 2;
const ROOT = path.resolve(import.meta.dirname, '../..');
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'upload-file-test-'));
const stateFolder = path.join(root, 'state');
const clip = path.join(root, 'Ferien "Zoë".mp4');
const zeros = path.join(root, 'zeros.mov');
const env = (): NodeJS.ProcessEnv => ({
  STREAM_API_BASE: stream.apiBase,
  STREAM_ACCOUNT_ID: stream.accountId,
  STREAM_API_TOKEN: stream.apiToken,
});
const said: string[] = [];
let stream: LocalStream;

before(async () => {
  stream = await createLocalStream({ port: 0, dataDir: path.join(root, 'stream'), transcoder: 'remux' });
  fs.copyFileSync(path.join(ROOT, 'demo/sample/sample.mp4'), clip);
  fs.writeFileSync(zeros, new Uint8Array(12 * MiB));
});
after(async () => {
  await stream.close();
  fs.rmSync(root, { recursive: true });
});
beforeEach(async () => {
  said.length = 0;
  await sim('DELETE', '/requests');
  await sim('DELETE', '/faults');
  fs.rmSync(stateFolder, { recursive: true, force: true });
});

const sim = async (method: string, where: string, body?: object): Promise<unknown> => {
  const response = await fetch(`${stream.origin}/__sim${where}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return response.json().catch(() => undefined);
};
const uploads = async (): Promise<string[]> => {
  const { requests } = (await sim('GET', '/requests')) as {
    requests: { method: string; kind: string; status: number }[];
  };
  return requests
    .filter(({ kind, method }) => kind === 'upload' && method !== 'OPTIONS')
    .map(({ method, status }) => `${method} ${status}`);
};
const send = (file: string, more: Partial<UploadFileOptions> = {}): Promise<string> =>
  uploadFile({
    file,
    stream: createStreamApi(readStreamSettings(env())),
    resumeFor: (identity) => createResumeFile(stateFolder, 'here', identity),
    view: { show: () => undefined, end: () => undefined },
    say: (sentence) => void said.push(sentence),
    signal: new AbortController().signal,
    maxFormBytes: 5 * MiB,
    chunkBytes: 5 * MiB,
    retriesMs: [0, 0, 0],
    everyMs: 50,
    ...more,
  });
const states = (): string[] => (fs.existsSync(stateFolder) ? fs.readdirSync(stateFolder) : []);
const failsWith = (promise: Promise<unknown>, code: string): Promise<void> =>
  assert.rejects(promise, (error: Error & { code?: string }) => {
    assert.equal(error.code, code);
    assert.ok(!/https?:|\n/.test(error.message), error.message);
    return true;
  });
const detailsOf = async (
  uid: string,
): Promise<{ meta: Record<string, string>; requireSignedURLs: boolean; size: number }> => {
  const response = await fetch(`${stream.apiBase}/accounts/${stream.accountId}/stream/${uid}`, {
    headers: { Authorization: `Bearer ${stream.apiToken}` },
  });
  return (
    (await response.json()) as { result: { meta: Record<string, string>; requireSignedURLs: boolean; size: number } }
  ).result;
};

describe('uploadFile', () => {
  it('sends a small file in one request, private from the start, and waits until it is ready', async () => {
    const shown: string[] = [];
    const uid = await send(clip, {
      view: {
        show: ({ phase, done, total }) => void shown.push(`${phase} ${Math.round((done / total) * 100)}`),
        end: () => undefined,
      },
    });
    const video = await detailsOf(uid);
    assert.deepEqual(
      [video.meta.name, video.meta.app, video.requireSignedURLs, video.size],
      [path.basename(clip), 'cf-stream-elements', true, fs.statSync(clip).size],
    );
    assert.deepEqual(await uploads(), ['POST 200']);
    assert.ok(shown.includes('sending 100'));
    assert.equal(shown.at(-1), 'processing 100');
    assert.deepEqual(states(), []);
  });

  it('sends a larger file in chunks, and fails with VIDEO_FAILED when Stream cannot process it', async () => {
    await failsWith(send(zeros), 'VIDEO_FAILED');
    assert.deepEqual(await uploads(), ['HEAD 200', 'PATCH 204', 'PATCH 204', 'PATCH 204']);
  });

  it('continues on a new connection when one stalls', async () => {
    await sim('POST', '/faults', { method: 'PATCH', skip: 1, times: 1, hang: true });
    const uid = await send(zeros, { isWaiting: false, stallMs: 1_000 });
    assert.equal((await detailsOf(uid)).size, 12 * MiB);
  });

  it('sends the whole file despite lost connections, a 429 and lost answers', async () => {
    await sim('POST', '/faults', { method: 'PATCH', times: 1, resetRequestAfter: MiB });
    await sim('POST', '/faults', { method: 'PATCH', times: 1, status: 429 });
    await sim('POST', '/faults', { method: 'PATCH', times: 1, resetResponseAfter: -1 });
    const uid = await send(zeros, { isWaiting: false });
    assert.equal((await detailsOf(uid)).size, 12 * MiB);
    await sim('POST', '/faults', { method: 'POST', path: '^/upload', times: 1, resetResponseAfter: -1 });
    await send(clip, { isWaiting: false });
  });

  it('resumes an interrupted upload without sending chunks again that Stream has', async () => {
    const ending = new AbortController();
    await failsWith(
      send(zeros, {
        signal: ending.signal,
        view: {
          show: ({ done }) => {
            if (done > 5 * MiB) ending.abort();
          },
          end: () => undefined,
        },
      }),
      'UPLOAD_INTERRUPTED',
    );
    const [file = ''] = states();
    if (process.platform !== 'win32') {
      assert.equal(fs.statSync(path.join(stateFolder, file)).mode & 0o777, 0o600);
      assert.equal(fs.statSync(stateFolder).mode & 0o777, 0o700);
    }
    const { uid } = JSON.parse(fs.readFileSync(path.join(stateFolder, file), 'utf8')) as { uid: string };
    await sim('DELETE', '/requests');
    assert.equal(await send(zeros, { isWaiting: false }), uid);
    assert.deepEqual(said, ['Going on with the upload of zeros.mov.']);
    assert.deepEqual(await uploads(), ['HEAD 200', 'PATCH 204', 'PATCH 204']);
    assert.deepEqual(states(), []);
  });

  it('starts over when the upload URL is gone or the file has changed', async () => {
    const ending = new AbortController();
    const interrupt = { signal: ending.signal, view: { show: () => ending.abort(), end: () => undefined } };
    await failsWith(send(zeros, interrupt), 'UPLOAD_INTERRUPTED');
    const [file = ''] = states();
    const state = JSON.parse(fs.readFileSync(path.join(stateFolder, file), 'utf8')) as { uid: string };
    await fetch(`${stream.apiBase}/accounts/${stream.accountId}/stream/${state.uid}`, {
      method: 'DELETE',
      headers: { Authorization: `Bearer ${stream.apiToken}` },
    });
    assert.notEqual(await send(zeros, { isWaiting: false }), state.uid);
    assert.equal(said.length, 2);
    await failsWith(send(zeros, { ...interrupt, signal: AbortSignal.abort() }), 'UPLOAD_INTERRUPTED');
    fs.utimesSync(zeros, 1, 1);
    said.length = 0;
    await send(zeros, { isWaiting: false });
    assert.deepEqual(said, []);
  });

  it('refuses a missing, empty or too large file and a wrong token before it sends anything', async () => {
    const empty = path.join(root, 'empty.mp4');
    fs.writeFileSync(empty, '');
    await failsWith(send(path.join(root, 'none.mp4')), 'FILE_NOT_FOUND');
    await failsWith(send(root), 'FILE_NOT_FOUND');
    await failsWith(send(empty), 'FILE_EMPTY');
    const huge = path.join(root, 'huge.mp4');
    fs.writeFileSync(huge, '');
    fs.truncateSync(huge, 30_000_000_001);
    await failsWith(send(huge), 'FILE_TOO_LARGE');
    await failsWith(
      uploadFile({
        ...({} as UploadFileOptions),
        file: clip,
        stream: createStreamApi(readStreamSettings({ ...env(), STREAM_API_TOKEN: 'wrong' })),
        resumeFor: (identity) => createResumeFile(stateFolder, 'x', identity),
        view: { show: () => undefined, end: () => undefined },
        say: () => undefined,
        signal: new AbortController().signal,
      }),
      'STREAM_MISCONFIGURED',
    );
    assert.deepEqual(states(), []);
  });
});

describe('upload-file', () => {
  const start = (
    args: string[],
    more: NodeJS.ProcessEnv = {},
  ): { child: ChildProcess; out: () => string; err: () => string } => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', path.join(ROOT, 'demo/server/upload-file/main.ts'), '--state', stateFolder, ...args],
      {
        cwd: ROOT,
        env: { PATH: process.env.PATH, ...env(), ...more },
      },
    );
    const text = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (text.err += chunk.toString()));
    return { child, out: () => text.out, err: () => text.err };
  };

  it('resumes after it was killed, and prints only the uid', { timeout: 120_000 }, async () => {
    const large = path.join(root, 'large.mov');
    fs.writeFileSync(large, '');
    fs.truncateSync(large, 201_000_000);
    await sim('POST', '/faults', { method: 'PATCH', skip: 2, times: 1, hang: true });
    const first = start([large, '--no-wait']);
    while (!/^[5-9]\d %/m.test(first.err())) await once(first.child.stderr!, 'data');
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const [file = ''] = states();
    const { uid, uploadUrl } = JSON.parse(fs.readFileSync(path.join(stateFolder, file), 'utf8')) as {
      uid: string;
      uploadUrl: string;
    };
    await sim('DELETE', '/requests');
    await sim('DELETE', '/faults');
    const second = start([large, '--no-wait']);
    const [code] = (await once(second.child, 'close')) as [number];
    assert.equal(code, 0, second.err());
    assert.equal(second.out(), `${uid}\n`);
    assert.match(second.err(), /^Going on with the upload of large\.mov\.\n/);
    // It was killed within the second chunk or the third: the earlier ones are not sent again.
    const sent = (await uploads()).filter((line) => line === 'PATCH 204').length;
    assert.ok(sent === 2 || sent === 3, `${sent} pieces of 4`);
    for (const text of [first.err(), second.err(), second.out()])
      assert.ok(!text.includes(new URL(uploadUrl).pathname) && !text.includes(stream.apiToken));
  });

  it('exits with 2 and a message for wrong arguments or settings', async () => {
    for (const [args, more, message] of [
      [[], {}, /^upload-file: USAGE: one FILE is wanted/],
      [[clip, '--chunk-size', '5.1'], {}, /^upload-file: USAGE: --chunk-size/],
      [[clip], { STREAM_API_TOKEN: '' }, /^upload-file: SETTINGS: STREAM_API_TOKEN is not set\.\n$/],
    ] as const) {
      const { child, err } = start([...args], more);
      const [code] = (await once(child, 'close')) as [number];
      assert.equal(code, 2);
      assert.match(err(), message);
    }
  });
});
