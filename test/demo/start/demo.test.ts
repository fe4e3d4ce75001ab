import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startDemo, type Demo } from '../../../demo/start/demo.js';
import { DemoError } from '../../../demo/start/demo-error.js';
import { PROJECT, type DemoOptions } from '../../../demo/start/options.js';
import { formatSummary } from '../../../demo/start/summary.js';
import { createUpload, listed, patch, settled, tokenOf } from './support.js';

const MiB = 1024 ** 2;
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'demo-test-'));
const dataDir = path.join(root, 'data');
const pages = path.join(root, 'pages');
const clip = new Uint8Array(fs.readFileSync(path.join(PROJECT, 'demo/sample/sample.mp4')));
// Nobody listens on port 1.
const NO_DATABASE = 'postgres://user:password@127.0.0.1:1/none';
const lines: string[] = [];
const options: DemoOptions = {
  port: 0,
  streamPort: 0,
  dataDir,
  pages,
  segmentAccess: 'strict',
  tokenTtlSeconds: 60,
  // No encoding: it would take the test's time, and ffmpeg is not on every machine.
  transcoder: 'remux',
  log: (line) => lines.push(line),
};
let demo: Demo;

before(async () => {
  fs.mkdirSync(pages);
  fs.writeFileSync(path.join(pages, 'index.html'), '<p>%DELIVERY_ORIGIN%');
  demo = await startDemo(options);
});
after(async () => {
  await demo.close();
  fs.rmSync(root, { recursive: true });
});

describe('startDemo', () => {
  it('uploads the sample to an empty library, as a browser would', async () => {
    assert.deepEqual(demo.notes, []);
    const [video] = await listed(demo);
    assert.equal(video?.name, 'A day in the hills');
    const ready = await settled(demo, video.uid);
    assert.equal(ready.status, 'ready');
    assert.ok(ready.duration! > 1);
  });

  it('takes a file from a tus upload to signed playback', async () => {
    const { url, uid } = await createUpload(demo, clip.length);
    assert.ok(url.startsWith(`${demo.stream.origin}/`));
    assert.equal((await fetch(`${demo.url}/api/videos/${uid}/token`)).status, 409);
    assert.equal((await patch(url, 0, clip)).status, 204);
    assert.equal((await settled(demo, uid)).status, 'ready');

    const token = await tokenOf(demo, uid);
    const master = await fetch(`${demo.stream.origin}/${token}/manifest/video.m3u8`);
    assert.equal(master.status, 200);
    const child = /^[^#\s].*$/m.exec(await master.text())?.[0] ?? '';
    const media = await fetch(new URL(child, master.url));
    assert.equal(media.status, 200);
    const segment = /^[^#\s].*$/m.exec(await media.text())?.[0] ?? '';
    assert.equal((await fetch(new URL(segment, media.url))).status, 200);

    // The server wants signed URLs for every upload.
    assert.equal((await fetch(`${demo.stream.origin}/${uid}/manifest/video.m3u8`)).status, 401);
    const other = (await listed(demo)).find((video) => video.name === 'A day in the hills')!;
    assert.notEqual(await tokenOf(demo, other.uid), token);
  });

  it('is notified by webhooks of the end of each upload', () => {
    const webhooks = lines.filter((line) => line.includes('"route":"/webhooks/stream"'));
    assert.ok(webhooks.length >= 2);
    for (const line of webhooks) assert.match(line, /"status":204/);
  });

  it('serves the pages and the API on one port', async () => {
    const page = await fetch(`${demo.url}/`);
    assert.equal(await page.text(), `<p>${demo.stream.origin}`);
    assert.ok(page.headers.get('Content-Security-Policy')?.includes(`media-src 'self' blob: ${demo.stream.origin}`));
    assert.equal((await fetch(`${demo.url}/api/none`)).headers.get('Content-Type'), 'application/json');
  });

  it('prints the addresses of the page and the local Stream and the data folder, but no secret', () => {
    const summary = formatSummary({ ...demo, dataDir: path.join(root, 'data'), notes: ['A note.'] }, root);
    assert.match(summary, new RegExp(`^ {2}Page +${demo.url}$`, 'm'));
    assert.match(summary, new RegExp(`^ {2}Local Stream +${demo.stream.origin}$`, 'm'));
    assert.match(summary, /^ {2}Data +data$/m);
    assert.match(summary, /A note\.\n(.*\n)? {2}Press Ctrl-C to stop\.\n$/);
    assert.ok(!summary.includes(demo.stream.apiToken));
  });

  it('keeps its secrets readable by the owner only, and out of the log', async () => {
    const file = path.join(dataDir, 'signing-key.json');
    if (process.platform !== 'win32') assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    const { jwk } = JSON.parse(fs.readFileSync(file, 'utf8')) as { jwk: string };
    const [video] = await listed(demo);
    const { url } = await createUpload(demo, 10);
    const token = await tokenOf(demo, video!.uid);
    const log = lines.join('\n');
    assert.ok(lines.length > 5);
    for (const secret of [jwk.slice(0, 50), token, demo.stream.apiToken, new URL(url).pathname])
      assert.ok(!log.includes(secret));
  });

  it('still has its videos and unfinished uploads after a restart', async () => {
    const { url, uid } = await createUpload(demo, 6 * MiB);
    assert.equal((await patch(url, 0, new Uint8Array(5 * MiB))).status, 204);
    const before = await listed(demo);
    const key = fs.readFileSync(path.join(dataDir, 'signing-key.json'), 'utf8');
    const open = await fetch(`${demo.url}/api/videos/${uid}/events`);
    const streamPort = Number(new URL(demo.stream.origin).port);
    await demo.close();
    await assert.rejects(open.text(), 'the events end with the server');

    demo = await startDemo({ ...options, streamPort });
    assert.deepEqual(await listed(demo), before);
    assert.equal(fs.readFileSync(path.join(dataDir, 'signing-key.json'), 'utf8'), key);
    const ready = before.find((video) => video.status === 'ready')!;
    const token = await tokenOf(demo, ready.uid);
    assert.equal((await fetch(`${demo.stream.origin}/${token}/manifest/video.m3u8`)).status, 200);

    const head = await fetch(url, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } });
    assert.equal(head.headers.get('Upload-Offset'), String(5 * MiB));
    assert.equal((await patch(url, 5 * MiB, new Uint8Array(MiB))).status, 204);
    const failed = await settled(demo, uid);
    assert.deepEqual([failed.status, failed.errorCode], ['error', 'ERR_NON_VIDEO']);
  });
});

describe('startDemo, when it cannot start', () => {
  const sentence = async (changes: DemoOptions): Promise<string> => {
    const message = await startDemo({ ...options, sample: false, ...changes }).then(
      async (started) => {
        await started.close();
        return assert.fail('it started');
      },
      (error: unknown) => {
        assert.ok(error instanceof DemoError, String(error));
        return error.message;
      },
    );
    assert.ok(!message.includes('\n'));
    return message;
  };
  const port = (): number => Number(new URL(demo.url).port);

  it('names the port that is taken, and leaves only its lock file behind', async () => {
    const folder = path.join(root, 'other');
    const taken = port();
    const next = taken < 60_000 ? taken + 100 : 4500;
    assert.equal(
      await sentence({ dataDir: folder, port: taken }),
      `Port ${taken} is taken. Stop whatever is using it, or choose another: PORT=${next} npm start`,
    );
    assert.deepEqual(fs.readdirSync(folder), ['lock.db']);
  });

  it('names the port of the local Stream when that is taken', async () => {
    const taken = Number(new URL(demo.stream.origin).port);
    const message = await sentence({ dataDir: path.join(root, 'other'), streamPort: taken, databaseUrl: NO_DATABASE });
    assert.match(message, new RegExp(`^Port ${taken} is taken\\. .*: STREAM_PORT=\\d+ npm start$`));
  });

  it('says that PostgreSQL cannot be reached, without the password', async () => {
    assert.equal(
      await sentence({ dataDir: path.join(root, 'other'), databaseUrl: NO_DATABASE }),
      'The database at DATABASE_URL cannot be used (ECONNREFUSED). Check it, or leave it out to use the embedded database.',
    );
  });

  it('refuses a folder that a running demo uses', async () => {
    // Even with PostgreSQL: the local Stream's files are in that folder, too.
    const message = await sentence({ databaseUrl: NO_DATABASE });
    assert.equal(await sentence({}), message);
    assert.ok(message.startsWith(`The demo is already running with the folder ${dataDir}. Stop it first, or choose`));
  });

  it('names the folder that cannot be written to', async () => {
    // Tests may run as root, who can write anywhere, but not below a file.
    const file = path.join(pages, 'index.html');
    assert.match(
      await sentence({ dataDir: path.join(file, 'data') }),
      /^The folder .*index\.html\/data cannot be written to \(ENOTDIR\)\. .*: DEMO_DATA=other-folder npm start$/,
    );
    assert.match(await sentence({ dataDir: file }), /cannot be written to \(EEXIST\)/);
  });

  it('prints on the command line that it starts, and then only the error in one sentence', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(PROJECT, 'demo/main.ts')], {
      env: { ...process.env, DEMO_DATA: path.join(root, 'other'), PORT: String(port()) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let failure = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (failure += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 1);
    assert.equal(said, 'Starting the demo… Press Ctrl-C to stop.\n');
    assert.match(failure, /^Port \d+ is taken\. .* npm start\n$/);
  });
});
