// The server in its own process with the embedded database, killed at one step after another and restarted.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serve, type Listener } from '../../demo/server/node/serve.js';
import type { Video } from '../../demo/server/videos.js';
import { createFakeStream } from '../demo/server/support/fake-stream.js';
import { ENVIRONMENT, WEBHOOK_SECRET, tusCreation } from '../demo/server/support/test-server.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'killed-test-'));
const clock = {
  get now() {
    return Date.now();
  },
};
const stream = createFakeStream(clock);
/** Called when Stream receives a call, and again when it has carried it out but not answered yet. */
let onCall: (step: 'asked' | 'done', call: string) => void = () => undefined;
let api: Listener;
let child: ChildProcess;
let origin = '';

before(async () => {
  api = await serve({
    port: 0,
    async fetch(request) {
      const call = `${request.method} ${new URL(request.url).pathname}`;
      onCall('asked', call);
      const body = await request.text();
      const response = await stream.fetch(request.url, {
        method: request.method,
        headers: request.headers,
        ...(body === '' ? {} : { body }),
      });
      onCall('done', call);
      return response;
    },
  });
});
after(async () => {
  child.kill('SIGKILL');
  await api.close();
  fs.rmSync(folder, { recursive: true });
});

async function start(): Promise<void> {
  child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'demo/server/node/main.ts')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      ALLOW_EVERYONE: '1',
      ...ENVIRONMENT,
      STREAM_API_BASE: `http://127.0.0.1:${api.port}/client/v4`,
      PORT: '0',
      DATA_DIR: folder,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  while (!/listens on port \d+/.test(said)) await once(child.stdout!, 'data');
  origin = `http://127.0.0.1:${/listens on port (\d+)/.exec(said)![1]}`;
}
const kill = (): void => void child.kill('SIGKILL');
const gone = async (): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};
const upload = (): Promise<string | undefined> =>
  fetch(`${origin}/api/uploads`, tusCreation()).then(
    (response) => response.headers.get('stream-media-id') ?? undefined,
    () => undefined,
  );
const finish = (uid: string): void =>
  void stream.videos.set(uid, {
    ...(stream.videos.get(uid) as object),
    readyToStream: true,
    duration: 1,
    status: { state: 'ready' },
  });
const notify = (uid: string): Promise<number | undefined> => {
  const body = JSON.stringify(stream.videos.get(uid));
  const time = Math.floor(Date.now() / 1000);
  const sig1 = createHmac('sha256', WEBHOOK_SECRET).update(`${time}.${body}`).digest('hex');
  return fetch(`${origin}/webhooks/stream`, {
    method: 'POST',
    body,
    headers: { 'Webhook-Signature': `time=${time},sig1=${sig1}` },
  }).then(
    ({ status }) => status,
    () => undefined,
  );
};
const rows = async (): Promise<Video[]> =>
  ((await (await fetch(`${origin}/api/videos`)).json()) as { videos: Video[] }).videos;

describe('a server that is killed and restarted', () => {
  it('loses no video and leaves none unfinished, at whatever step it was killed', { timeout: 240_000 }, async () => {
    const answered: string[] = [];
    const taken: string[] = [];
    const STEPS: [string, () => Promise<void>][] = [
      [
        'while it calls Stream for an upload',
        async () => {
          onCall = (step, at) => {
            if (step === 'asked' && at.startsWith('POST')) kill();
          };
          await upload();
        },
      ],
      [
        'between Stream’s answer and the row',
        async () => {
          const before = stream.videos.size;
          onCall = (step) => {
            if (step === 'done' && stream.videos.size > before) kill();
          };
          assert.equal(await upload(), undefined);
          assert.ok(stream.videos.size > before);
        },
      ],
      [
        'after the answer',
        async () => {
          const uid = await upload();
          kill();
          answered.push(uid!);
        },
      ],
      [
        'while a webhook comes in',
        async () => {
          const uid = (await upload())!;
          answered.push(uid);
          finish(uid);
          const status = notify(uid);
          setImmediate(kill);
          if ((await status) === 204) taken.push(uid);
        },
      ],
      [
        'after it has answered a webhook',
        async () => {
          const uid = (await upload())!;
          answered.push(uid);
          finish(uid);
          assert.equal(await notify(uid), 204);
          kill();
          taken.push(uid);
        },
      ],
      [
        'during a call of the poll',
        async () => {
          for (const uid of stream.videos.keys()) finish(uid);
          kill();
          await gone();
          onCall = (step, at) => {
            if (step === 'done' && /\/stream\/[0-9a-f]{32}$/.test(at)) kill();
          };
          await Promise.race([start(), gone()]);
        },
      ],
    ];
    for (const [, step] of STEPS) {
      onCall = () => undefined;
      await start();
      await step();
      await gone();
    }
    onCall = () => undefined;
    for (const uid of stream.videos.keys()) finish(uid);
    await start();
    // The first round of the poll begins at the start; a request for a video updates its row as well.
    let videos = await rows();
    const deadline = Date.now() + 60_000;
    while (
      (videos.length < stream.videos.size || videos.some(({ status }) => status !== 'ready')) &&
      Date.now() < deadline
    ) {
      await new Promise((resolve) => setImmediate(resolve));
      videos = await rows();
    }
    assert.deepEqual(videos.map(({ uid }) => uid).sort(), [...stream.videos.keys()].sort());
    assert.ok(videos.every(({ status }) => status === 'ready'));
    for (const uid of [...answered, ...taken]) assert.ok(videos.some((video) => video.uid === uid));
  });
});
