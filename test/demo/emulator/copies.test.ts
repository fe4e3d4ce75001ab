import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { serveBytes, startOrigin } from './support/origin.js';
import {
  clip,
  startStream,
  until,
  type Envelope,
  type RunningStream,
  type VideoJson,
} from './support/running-stream.js';

const copy = (stream: RunningStream, body: object) =>
  stream.result<VideoJson>('/copy', { method: 'POST', body: JSON.stringify(body) });

/** Copies from a URL, which must fail, and returns the reason. */
async function failure(stream: RunningStream, url: string): Promise<string> {
  const { uid } = await copy(stream, { url });
  const { status } = await stream.finished(uid, 'error');
  assert.equal(status.errorReasonCode, 'ERR_FETCH_ORIGIN_ERROR');
  assert.doesNotMatch(status.errorReasonText, /http:/);
  return status.errorReasonText;
}

describe('copying from a URL', () => {
  it('goes from downloading to ready, with all fields of the request', async (t) => {
    const stream = await startStream(t);
    const bytes = await clip();
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const origin = await startOrigin(t, (req, res) => {
      void begun.then(() => serveBytes(bytes)(req, res));
    });
    const url = `${origin}/a%20clip.mp4?secret=1`;
    const video = await copy(stream, {
      url,
      name: 'Clip',
      meta: { order: 7 },
      creator: 'me',
      requireSignedURLs: true,
      allowedOrigins: ['a.example'],
    });
    assert.equal(video.status.state, 'downloading');
    assert.equal(video.readyToStream, false);
    assert.deepEqual(video.meta, { name: 'Clip', order: 7, 'downloaded-from': url });
    assert.equal((await stream.result<VideoJson[]>('?status=downloading')).length, 1);
    begin();
    const ready = await stream.finished(video.uid, 'ready');
    assert.equal(ready.size, bytes.length);
    assert.deepEqual([ready.creator, ready.requireSignedURLs, ready.allowedOrigins], ['me', true, ['a.example']]);
    assert.deepEqual(new Uint8Array(await readFile(join(stream.dataDir, 'videos', video.uid, 'original'))), bytes);
  });

  it('fetches only from this machine, and refuses redirects away from it', async (t) => {
    const stream = await startStream(t);
    const asked: string[] = [];
    const origin = await startOrigin(t, (req, res) => {
      asked.push(req.url ?? '');
      res.writeHead(302, { location: req.url === '/loop' ? '/loop' : 'http://192.0.2.1/clip.mp4' }).end();
    });
    const elsewhere = [
      'https://example.com/a.mp4',
      'http://192.168.0.1/',
      'http://0.0.0.0/',
      'http://[::]/',
      'http://localhost.example.com/',
      'http://169.254.169.254/',
    ];
    for (const url of [...elsewhere, 'file:///etc/passwd', 'clip.mp4', 7, 'http://me:secret@localhost/']) {
      const response = await stream.api('/copy', { method: 'POST', body: JSON.stringify({ url }) });
      const { errors, messages } = (await response.json()) as Envelope<null>;
      assert.deepEqual([response.status, errors[0]?.code], [400, 10010], String(url));
      assert.match(
        messages[0]?.message ?? '',
        elsewhere.includes(String(url)) ? /must be on this machine/ : /^url must/,
      );
    }
    assert.match(await failure(stream, `${origin}/away`), /leads away from this machine/);
    assert.match(await failure(stream, `${origin}/loop`), /more than 5 redirects/);
    assert.deepEqual(asked.filter((path) => path === '/away').length, 1);
  });

  it('follows a redirect that stays on this machine', async (t) => {
    const stream = await startStream(t);
    const bytes = await clip();
    const origin = await startOrigin(t, (req, res) => {
      if (req.url === '/') res.writeHead(307, { location: '/clip.mp4' }).end();
      else serveBytes(bytes)(req, res);
    });
    await stream.finished((await copy(stream, { input: origin })).uid, 'ready');
  });

  it('reports why it failed, also by webhook, and continues with the next copy', async (t) => {
    const stream = await startStream(t);
    const bytes = await clip();
    const origin = await startOrigin(t, (req, res) => {
      if (req.url === '/missing') res.writeHead(404).end();
      else if (req.url === '/no-head' && req.method === 'HEAD') res.writeHead(405).end();
      else if (req.url === '/no-ranges') res.end(req.method === 'HEAD' ? undefined : bytes);
      else if (req.url === '/breaks-off' && req.method === 'GET') {
        res.writeHead(206, {
          'content-length': bytes.length,
          'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
        });
        res.write(bytes.subarray(0, 1000), () => res.destroy());
      } else serveBytes(bytes)(req, res);
    });
    const told: string[] = [];
    const hook = await startOrigin(t, (req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        told.push((JSON.parse(Buffer.concat(chunks).toString()) as VideoJson).status.errorReasonCode);
        res.end();
      });
    });
    await stream.result('/webhook', { method: 'PUT', body: JSON.stringify({ notificationUrl: hook }) });
    assert.match(await failure(stream, `${origin}/missing`), /answered 404 to HEAD/);
    assert.match(await failure(stream, `${origin}/no-head`), /answered 405 to HEAD/);
    assert.match(await failure(stream, `${origin}/no-ranges`), /does not answer ranges/);
    assert.match(await failure(stream, `${origin}/breaks-off`), /broke off/);
    assert.match(await failure(stream, 'http://127.0.0.1:1/'), /cannot be reached/);
    await until(() => (told.length === 5 ? true : undefined));
    assert.deepEqual(new Set(told), new Set(['ERR_FETCH_ORIGIN_ERROR']));

    await stream.sim('PUT', 'settings', { copyOrigin: 'lenient' });
    await stream.finished((await copy(stream, { url: `${origin}/no-ranges` })).uid, 'ready');
    const text = await startOrigin(t, serveBytes(new TextEncoder().encode('no video')));
    const { status } = await stream.finished((await copy(stream, { url: text })).uid, 'error');
    assert.equal(status.errorReasonCode, 'ERR_NON_VIDEO');
  });

  it('starts again after a restart, unless its video is deleted', async (t) => {
    const stream = await startStream(t);
    const bytes = await clip();
    let hang = true;
    let asked = 0;
    const origin = await startOrigin(t, (req, res) => {
      asked += 1;
      if (!hang) serveBytes(bytes)(req, res);
    });
    const [first, second] = [await copy(stream, { url: origin }), await copy(stream, { url: origin })];
    await until(() => (asked === 2 ? true : undefined));
    assert.equal((await stream.api(`/${second.uid}`, { method: 'DELETE' })).status, 200);
    await stream.restart();
    assert.equal((await stream.video(first.uid)).status.state, 'downloading');
    hang = false;
    await stream.restart();
    await stream.finished(first.uid, 'ready');
    assert.equal((await stream.api(`/${second.uid}`)).status, 404);
  });
});
