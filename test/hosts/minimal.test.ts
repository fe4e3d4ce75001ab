// The small servers, each as it is in its file, against the local Stream: from the upload to signed playback.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { build } from 'esbuild';
import { serve } from '../../demo/server/node/serve.js';
import worker from '../../demo/server/workers/minimal.js';
import { PROJECT } from '../../demo/start/options.js';
import { clip, patch, startStream, until, type RunningStream } from '../demo/emulator/support/running-stream.js';
import { freePort } from '../demo/server/support/free-port.js';
import { findWorkerd } from '../harness/tools.mjs';

type Env = Record<string, string>;
/** Starts a server with these settings, and returns its URL. */
type Start = (t: TestContext, env: Env) => Promise<string>;

const minimal = (name: string): string => path.join(PROJECT, 'demo/server', name);

/** Runs a program until it listens. */
async function run(t: TestContext, port: number, command: string, args: string[], env: Env): Promise<string> {
  const child = spawn(command, args, {
    cwd: PROJECT,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  t.after(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  const url = `http://127.0.0.1:${port}`;
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`It ended: ${said}`);
    return (await fetch(url).catch(() => undefined))?.body?.cancel().then(() => true);
  });
  return url;
}

const program =
  (command: string, args: (port: number) => string[]): Start =>
  async (t, env) => {
    const port = await freePort();
    return run(t, port, command, args(port), { ...env, PORT: String(port) });
  };

/** The Workers runtime with the file in it, bundled as wrangler does. */
const inWorkerd: Start = async (t, env) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'minimal-'));
  t.after(() => rm(folder, { recursive: true }));
  await build({
    entryPoints: [minimal('workers/minimal.ts')],
    outfile: path.join(folder, 'worker.js'),
    bundle: true,
    format: 'esm',
    conditions: ['workerd', 'worker'],
    logLevel: 'error',
  });
  const port = await freePort();
  const bindings = Object.entries(env).map(([name, text]) => `( name = "${name}", text = ${JSON.stringify(text)} )`);
  fs.writeFileSync(
    path.join(folder, 'config.capnp'),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    ( name = "main", worker = (
      modules = [ ( name = "worker.js", esModule = embed "worker.js" ) ],
      compatibilityDate = "2026-10-01",
      bindings = [ ${bindings.join(', ')} ],
      globalOutbound = "loopback",
    ) ),
    ( name = "loopback", network = ( allow = [ "private" ] ) ),
  ],
  sockets = [ ( name = "http", address = "127.0.0.1:${port}", http = (), service = "main" ) ],
);
`,
  );
  return run(t, port, findWorkerd()!, ['serve', path.join(folder, 'config.capnp')], {});
};

const onFetch: Start = async (t, env) => {
  const listener = await serve({ port: 0, fetch: (request) => worker.fetch(request, env) });
  t.after(() => listener.close());
  return `http://127.0.0.1:${listener.port}`;
};

const find = (command: string): string | false =>
  [command, `/usr/bin/${command}`].find((name) => spawnSync(name, ['--version']).status === 0) ?? false;
const [php, python] = [find('php'), find('python3')];
const missing = (name: string): string => `${name} was not found on this machine`;

const SERVERS: readonly (readonly [string, Start, string | false])[] = [
  ['Node', program(process.execPath, () => ['--import', 'tsx', minimal('node/minimal.ts')]), false],
  ['Workers, by its fetch handler', onFetch, false],
  ['Workers, in workerd', inWorkerd, findWorkerd() === undefined && missing('workerd')],
  [
    'PHP',
    program(php || 'php', (port) => ['-S', `127.0.0.1:${port}`, minimal('minimal/minimal.php')]),
    !php && missing('PHP'),
  ],
  ['Python', program(python || 'python3', () => [minimal('minimal/minimal.py')]), !python && missing('Python')],
];

const envOf = ({ stream }: RunningStream, more: Env = {}): Env => ({
  STREAM_API_BASE: stream.apiBase,
  STREAM_ACCOUNT_ID: stream.accountId,
  STREAM_API_TOKEN: stream.apiToken,
  ...more,
});
const create = (url: string, bytes: number, metadata = `name ${btoa('Clip')}`): Promise<Response> =>
  fetch(`${url}/api/uploads`, {
    method: 'POST',
    headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(bytes), 'Upload-Metadata': metadata },
  });

describe('the guide on small servers', () => {
  it('shows each file unchanged', () => {
    const guide = fs.readFileSync(path.join(PROJECT, 'demo/docs/minimal.md'), 'utf8');
    for (const name of [
      'node/minimal.ts',
      'workers/minimal.ts',
      'workers/minimal-binding.ts',
      'minimal/minimal.php',
      'minimal/minimal.py',
    ]) {
      const code = fs.readFileSync(minimal(name), 'utf8');
      assert.ok(guide.includes(`\n${code}\`\`\`\n`), `demo/docs/minimal.md does not show ${name}`);
    }
  });
});

for (const [name, start, skip] of SERVERS) {
  describe(`the small server on ${name}`, { skip }, () => {
    it('takes a file from a tus upload to signed playback', async (t) => {
      const stream = await startStream(t);
      const url = await start(t, envOf(stream, { ALLOW_EVERYONE: '1' }));
      const bytes = await clip();
      const created = await create(
        url,
        bytes.length,
        `name ${btoa('Clip')},allowedorigins ${btoa('evil.test')},expiry x`,
      );
      assert.equal(created.status, 201);
      const uid = created.headers.get('stream-media-id') ?? '';
      const video = await stream.video(uid);
      assert.deepEqual(
        [video.meta.name, video.requireSignedURLs, video.maxDurationSeconds, video.allowedOrigins],
        ['Clip', true, 3_600, []],
      );
      const state = async (): Promise<Record<string, unknown>> => {
        const answer = await fetch(`${url}/api/videos/${uid}`);
        assert.deepEqual([answer.status, answer.headers.get('Cache-Control')], [200, 'no-store']);
        assert.match(answer.headers.get('Date') ?? '', name.includes('workerd') ? /^/ : / GMT$/);
        return (await answer.json()) as Record<string, unknown>;
      };
      assert.equal((await state()).status, 'pending');
      assert.equal((await patch(created.headers.get('Location') ?? '', 0, bytes)).status, 204);
      const ready = await until(async () => {
        const now = await state();
        return now.status === 'ready' ? now : undefined;
      });
      assert.deepEqual(ready, { status: 'ready', percent: 100, errorCode: ready.errorCode });
      assert.ok(ready.errorCode === null || ready.errorCode === '');
      const answer = await fetch(`${url}/api/videos/${uid}/token`);
      assert.deepEqual([answer.status, answer.headers.get('Cache-Control')], [200, 'no-store']);
      const { token } = (await answer.json()) as { token: string };
      const playlist = await fetch(`${stream.origin}/${token}/manifest/video.m3u8`);
      assert.equal(playlist.status, 200);
      assert.match(await playlist.text(), /^#EXTM3U/);
      assert.equal((await fetch(`${stream.origin}/${uid}/manifest/video.m3u8`)).status, 401);
    });

    it('reports a failed video, answers 404 for an unknown one, and 502 when Stream refuses or does not answer', async (t) => {
      const stream = await startStream(t);
      const url = await start(t, envOf(stream, { ALLOW_EVERYONE: '1' }));
      const codeOf = async (at: string): Promise<(string | number)[]> => {
        const answer = await fetch(url + at);
        return [answer.status, ((await answer.json()) as { error: { code: string } }).error.code];
      };
      const uid = await stream.upload(new TextEncoder().encode('no video'), {});
      const failed = await until(async () => {
        const now = (await (await fetch(`${url}/api/videos/${uid}`)).json()) as Record<string, unknown>;
        return now.status === 'error' ? now : undefined;
      });
      assert.equal(failed.errorCode, 'ERR_NON_VIDEO');
      assert.deepEqual(await codeOf(`/api/videos/${'0'.repeat(32)}`), [404, 'VIDEO_NOT_FOUND']);
      assert.deepEqual(await codeOf(`/api/videos/${'0'.repeat(32)}/token`), [404, 'VIDEO_NOT_FOUND']);
      for (const at of ['/', '/api/videos/../keys', '/api/videos/keys', '/api/videos/live_inputs/token'])
        assert.equal((await fetch(url + at)).status, 404, at);
      await stream.sim('PUT', 'settings', { storageMinutes: 0 });
      assert.equal((await create(url, 1_000)).status, 502, 'Stream has no room');
      await stream.stop();
      assert.deepEqual(await codeOf(`/api/videos/${uid}/token`), [502, 'STREAM_UNREACHABLE']);
      assert.equal((await create(url, 1_000)).status, 502);
    });

    it('answers 401 to everyone unless ALLOW_EVERYONE is set', async (t) => {
      const stream = await startStream(t);
      const uid = await stream.readyVideo();
      const url = await start(t, envOf(stream));
      for (const at of [`/api/videos/${uid}`, `/api/videos/${uid}/token`]) {
        const answer = await fetch(url + at);
        assert.equal(answer.status, 401);
        assert.ok(!(await answer.text()).includes(stream.stream.apiToken));
      }
      assert.equal((await create(url, 1_000)).status, 401);
    });
  });
}
