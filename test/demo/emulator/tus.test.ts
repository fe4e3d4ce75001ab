import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Upload } from 'tus-js-client';
import { head, patch, startStream, type Envelope, type RunningStream } from './support/running-stream.js';

const MIB = 1_048_576;
const bytesOf = (count: number) => new Uint8Array(randomBytes(count));
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const stored = async (stream: RunningStream, uid: string) => hash(await readFile(join(stream.dataDir, 'videos', uid, 'original')));

describe('tus uploads', () => {
  it('are created at the API with all that the metadata says', async (t) => {
    const stream = await startStream(t);
    const expiry = new Date(Date.now() + 3_600_000).toISOString();
    const { response, url, uid } = await stream.createTus(7 * MIB, {
      NAME: 'Übung.mp4',
      requiresignedurls: null,
      AllowedOrigins: 'a.example, *.b.example',
      maxdurationseconds: '120',
      expiry,
      filetype: 'video/mp4',
    });
    assert.equal(response.status, 201);
    assert.match(uid, /^[0-9a-f]{32}$/);
    assert.match(url, /\?tusv2=true$/);
    assert.equal(response.headers.get('access-control-expose-headers')?.includes('stream-media-id'), true);
    const video = await stream.video(uid);
    assert.equal(video.status.state, 'pendingupload');
    assert.equal(video.requireSignedURLs, true);
    assert.equal(video.maxDurationSeconds, 120);
    assert.equal(video.duration, -1);
    assert.deepEqual(video.allowedOrigins, ['a.example', '*.b.example']);
    assert.equal(Date.parse(video.uploadExpiry ?? ''), Date.parse(expiry));
    // btoa() sees single bytes; what matters is that "name" is found whatever its case.
    assert.deepEqual(Object.keys(video.meta).sort(), ['filetype', 'name']);
  });

  it('are private with a flag that has a value, too, and public without', async (t) => {
    const stream = await startStream(t);
    const flagged = await stream.createTus(1, { requireSignedURLs: 'true' });
    assert.equal((await stream.video(flagged.uid)).requireSignedURLs, true);
    const plain = await stream.createTus(1);
    assert.equal((await stream.video(plain.uid)).requireSignedURLs, false);
  });

  it('are refused with a reason', async (t) => {
    const stream = await startStream(t);
    const create = (headers: Record<string, string>) => {
      return stream.api('?direct_user=true', { method: 'POST', headers: { 'tus-resumable': '1.0.0', ...headers } });
    };
    const cases: [Record<string, string>, number, RegExp][] = [
      [{}, 400, /Upload-Length/],
      [{ 'upload-defer-length': '1' }, 400, /Upload-Length/],
      [{ 'upload-length': String(31 * 1024 ** 3) }, 413, /at most/],
      [{ 'upload-length': '1', 'upload-metadata': 'name *' }, 400, /base64/],
      [{ 'upload-length': '1', 'upload-metadata': `maxDurationSeconds ${btoa('no')}` }, 400, /maxDurationSeconds/],
      [{ 'upload-length': '1', 'tus-resumable': '0.2.2' }, 400, /Tus-Resumable/],
    ];
    for (const [headers, status, message] of cases) {
      const response = await create(headers);
      assert.equal(response.status, status);
      assert.match(((await response.json()) as Envelope<null>).messages[0]?.message ?? '', message);
    }
    assert.deepEqual(await stream.result('', {}), [], 'nothing is left of them');
  });

  it('keep the rules for chunks', async (t) => {
    const stream = await startStream(t);
    const bytes = bytesOf(11 * MIB + 17);
    const { url, uid } = await stream.createTus(bytes.length);
    const chunk = (from: number, to: number) => bytes.slice(from, to);

    assert.equal((await patch(url, 0, chunk(0, 1_000_000))).status, 400, 'too small');
    assert.equal((await patch(url, 0, chunk(0, 6_000_000))).status, 400, 'no multiple of 256 KiB');
    const first = await patch(url, 0, chunk(0, 5 * MIB));
    assert.equal(first.status, 204);
    assert.equal(first.headers.get('upload-offset'), String(5 * MIB));
    assert.equal(first.headers.get('stream-media-id'), uid);
    assert.equal((await patch(url, 0, chunk(0, 5 * MIB))).status, 409, 'wrong offset');

    const state = await head(url);
    assert.equal(state.status, 200);
    assert.equal(state.headers.get('upload-offset'), String(5 * MIB));
    assert.equal(state.headers.get('upload-length'), String(bytes.length));
    assert.equal(state.headers.get('cache-control'), 'no-store');
    assert.equal((await patch(url, 5 * MIB, chunk(5 * MIB, bytes.length))).status, 204, 'the last one may be odd');
    assert.equal(await stored(stream, uid), hash(bytes));
  });

  it('have a URL that works once, for nobody else, and not as an endpoint', async (t) => {
    const stream = await startStream(t);
    const bytes = bytesOf(1000);
    const { url, uid } = await stream.createTus(bytes.length);
    assert.equal((await head(url.replace(uid, '0'.repeat(32)))).status, 404);
    assert.equal((await head(url.replace(/\.[\w-]+\?/, '?'))).status, 404);
    const creation = await fetch(url, { method: 'POST', headers: { 'tus-resumable': '1.0.0', 'upload-length': '5' } });
    assert.equal(creation.status, 405);

    assert.equal((await patch(url, 0, bytes)).status, 204);
    const again = await patch(url, bytes.length, new Uint8Array());
    assert.equal(again.status, 410);
    assert.equal(again.headers.get('access-control-allow-origin'), '*');
    // A client whose last answer was lost asks where it is, and must hear that all is there.
    const state = await head(url);
    assert.deepEqual([state.status, state.headers.get('upload-offset')], [200, String(bytes.length)]);
  });

  it('end at their expiry', async (t) => {
    let now = Date.now();
    const stream = await startStream(t, { now: () => now });
    const { url } = await stream.createTus(1000, { expiry: new Date(now + 60_000).toISOString() });
    assert.equal((await head(url)).status, 200);
    now += 61_000;
    assert.equal((await head(url)).status, 410);
    assert.equal((await patch(url, 0, bytesOf(1000))).status, 410);
  });

  it('need the API token where they are not made for browsers', async (t) => {
    const stream = await startStream(t);
    const { url } = await stream.createTus(1000, {}, '');
    assert.match(url, /\/client\/v4\/accounts\/[0-9a-f]{32}\/media\/[0-9a-f]{32}\?tusv2=true$/);
    assert.equal((await head(url)).status, 401);
    const headers = { authorization: `Bearer ${stream.stream.apiToken}`, 'tus-resumable': '1.0.0' };
    assert.equal((await fetch(url, { method: 'HEAD', headers })).status, 200);
  });

  it('can be sent from any page', async (t) => {
    const stream = await startStream(t);
    const { url } = await stream.createTus(1000);
    const headers = { origin: 'https://a.example', 'access-control-request-method': 'PATCH' };
    const preflight = await fetch(url, { method: 'OPTIONS', headers });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
    assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /PATCH/);
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /Upload-Offset/);
    assert.equal(preflight.headers.get('tus-extension'), 'creation');
  });

  it('go on where they were after a restart', async (t) => {
    const stream = await startStream(t);
    const bytes = bytesOf(8 * MIB);
    const { url, uid } = await stream.createTus(bytes.length);
    await patch(url, 0, bytes.slice(0, 5 * MIB));
    await stream.restart();
    assert.equal((await head(url)).headers.get('upload-offset'), String(5 * MIB));
    assert.equal((await patch(url, 5 * MIB, bytes.slice(5 * MIB))).status, 204);
    assert.equal(await stored(stream, uid), hash(bytes));
  });

  it('arrive whole from tus-js-client over a connection that breaks', async (t) => {
    const stream = await startStream(t);
    const bytes = bytesOf(16 * MIB + 5);
    const { url, uid } = await stream.createTus(bytes.length);
    await stream.sim('POST', 'faults', { method: 'PATCH', path: '^/tus/', skip: 1, times: 1, resetRequestAfter: 2 * MIB });
    await stream.sim('POST', 'faults', { method: 'PATCH', path: '^/tus/', skip: 1, times: 1, resetResponseAfter: -1 });
    await stream.sim('POST', 'faults', { method: 'PATCH', path: '^/tus/', skip: 1, times: 2, status: 503 });
    const statuses: (number | undefined)[] = [];
    await new Promise((resolve, reject) => {
      const upload = new Upload(Buffer.from(bytes), {
        uploadUrl: url,
        chunkSize: 5 * MIB,
        retryDelays: [0, 0, 0, 0, 0],
        onAfterResponse: (_request, response) => void statuses.push(response.getStatus()),
        onError: reject,
        onSuccess: resolve,
      });
      upload.start();
    });
    assert.equal(await stored(stream, uid), hash(bytes));
    assert.ok(statuses.includes(503));
    const { faults } = (await stream.sim('GET', 'faults')) as { faults: { hits: number }[] };
    assert.deepEqual(faults.map((fault) => fault.hits), [1, 1, 2]);
  });
});
