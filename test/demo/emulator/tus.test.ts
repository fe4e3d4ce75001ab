import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Upload } from 'tus-js-client';
import { clip, head, patch, startStream, until, type Envelope, type RunningStream } from './support/running-stream.js';

const MIB = 1_048_576;
const bytesOf = (count: number) => new Uint8Array(randomBytes(count));
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const offsetOf = async (url: string) => Number((await head(url)).headers.get('upload-offset'));

/** A chunk that is sent in pieces, and whose length is announced only if `length` is given. */
function openPatch(url: string, offset: number, length?: number) {
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-offset': offset,
    'content-type': 'application/offset+octet-stream',
    ...(length === undefined ? {} : { 'content-length': length }),
  };
  const sending = request(url, { method: 'PATCH', headers });
  const answered = new Promise<number>((resolve, reject) => {
    sending.once('response', (response) => resolve(response.resume().statusCode ?? 0)).once('error', reject);
  });
  // A request that is cut off on purpose gets no answer.
  answered.catch(() => undefined);
  return { sending, answered };
}

const stored = async (stream: RunningStream, uid: string) =>
  hash(await readFile(join(stream.dataDir, 'videos', uid, 'original')));

describe('tus uploads', () => {
  it('are created by the API with all fields of the metadata', async (t) => {
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

  it('are private if requireSignedURLs is “true”, and public if it is left out', async (t) => {
    const stream = await startStream(t);
    const flagged = await stream.createTus(1, { requireSignedURLs: 'true' });
    assert.equal((await stream.video(flagged.uid)).requireSignedURLs, true);
    const plain = await stream.createTus(1);
    assert.equal((await stream.video(plain.uid)).requireSignedURLs, false);
  });

  it('are refused with a message if a header or the metadata is invalid', async (t) => {
    const stream = await startStream(t);
    const create = (headers: Record<string, string>) => {
      return stream.api('?direct_user=true', { method: 'POST', headers: { 'tus-resumable': '1.0.0', ...headers } });
    };
    const cases: [Record<string, string>, number, RegExp][] = [
      [{}, 400, /Upload-Length/],
      [{ 'upload-defer-length': '1' }, 400, /Upload-Length/],
      [{ 'upload-length': '30000000001' }, 413, /at most/],
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
    assert.equal((await create({ 'upload-length': '30000000000' })).status, 201, 'the largest there is');
  });

  it('are refused if Upload-Creator is not ASCII, while a creator in JSON may be any text', async (t) => {
    const stream = await startStream(t);
    // As a header, fetch() sends each of these characters as one byte, or as its two bytes of UTF-8.
    for (const creator of ['Zo\u00eb', Buffer.from('Łukasz').toString('latin1')]) {
      const headers = { 'tus-resumable': '1.0.0', 'upload-length': '1', 'upload-creator': creator };
      const response = await stream.api('?direct_user=true', { method: 'POST', headers });
      assert.equal(response.status, 400);
      assert.match(((await response.json()) as Envelope<null>).messages[0]?.message ?? '', /Upload-Creator/);
    }
    assert.deepEqual(await stream.result('', {}), [], 'nothing is left of them');
    const { uid } = await stream.createTus(1);
    await stream.result(`/${uid}`, { method: 'POST', body: JSON.stringify({ creator: 'Łukasz' }) });
    assert.equal((await stream.video(uid)).creator, 'Łukasz');
  });

  it('accept chunks of the documented sizes only, and a last one of any size', async (t) => {
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

  it('answer an invalid PATCH with the documented status, and can be finished afterwards', async (t) => {
    let now = Date.now();
    const stream = await startStream(t, { now: () => now });
    const bytes = bytesOf(12 * MIB);
    const open = await stream.createTus(bytes.length);
    await patch(open.url, 0, bytes.slice(0, 5 * MIB));
    const done = await stream.createTus(100);
    await patch(done.url, 0, bytes.slice(0, 100));
    const ended = await stream.createTus(100, { expiry: new Date(now + 60_000).toISOString() });
    const large = await stream.createTus(250 * MIB);
    const small = await stream.createTus(1000);
    const deleted = await stream.createTus(1000);
    await stream.api(`/${deleted.uid}`, { method: 'DELETE' });
    now += 61_000;

    const good = {
      'tus-resumable': '1.0.0',
      'upload-offset': '5242880',
      'content-type': 'application/offset+octet-stream',
    };
    const part = (size: number) => bytes.slice(0, size);
    const letter = (url: string) =>
      url.replace(/(\.[\w-]*)(\w)\?/, (_, before: string, last: string) => `${before}${last === 'A' ? 'B' : 'A'}?`);
    const cases: [string, number, string, Record<string, string>, Uint8Array<ArrayBuffer>][] = [
      ['too small a chunk', 400, open.url, {}, part(MIB)],
      ['a step below the smallest', 400, open.url, {}, part(5 * MIB - 262_144)],
      ['a byte below the smallest', 400, open.url, {}, part(5 * MIB - 1)],
      ['a byte above the smallest', 400, open.url, {}, part(5 * MIB + 1)],
      ['no multiple of 256 KiB', 400, open.url, {}, part(6_000_000)],
      ['an empty chunk', 400, open.url, {}, part(0)],
      ['more than the file has', 413, open.url, {}, part(8 * MIB)],
      ['more than the file has, in one chunk', 413, small.url, { 'upload-offset': '0' }, part(5 * MIB)],
      ['an offset behind', 409, open.url, { 'upload-offset': '0' }, part(5 * MIB)],
      ['an offset ahead', 409, open.url, { 'upload-offset': String(6 * MIB) }, part(6 * MIB)],
      ['an offset beyond the end', 409, open.url, { 'upload-offset': String(99 * MIB) }, part(5 * MIB)],
      ['an offset below nothing', 400, open.url, { 'upload-offset': '-1' }, part(5 * MIB)],
      ['an offset that is no number', 400, open.url, { 'upload-offset': 'x' }, part(5 * MIB)],
      ['no offset', 403, open.url, { 'upload-offset': '' }, part(5 * MIB)],
      ['another content type', 400, open.url, { 'content-type': 'video/mp4' }, part(5 * MIB)],
      ['no protocol version', 412, open.url, { 'tus-resumable': '' }, part(5 * MIB)],
      ['another protocol version', 400, open.url, { 'tus-resumable': '0.2.2' }, part(5 * MIB)],
      ['an altered URL', 404, letter(open.url), {}, part(5 * MIB)],
      ['a URL without its proof', 404, open.url.replace(/\.[\w-]+\?/, '?'), {}, part(5 * MIB)],
      ['the proof of another video', 404, open.url.replace(open.uid, small.uid), {}, part(5 * MIB)],
      ['a deleted video', 404, deleted.url, { 'upload-offset': '0' }, part(1000)],
      ['a used URL', 410, done.url, { 'upload-offset': '100' }, part(0)],
      ['a used URL from its start', 410, done.url, { 'upload-offset': '0' }, part(100)],
      ['an ended URL', 410, ended.url, { 'upload-offset': '0' }, part(100)],
    ];
    for (const [what, status, url, change, body] of cases) {
      const headers = Object.fromEntries(Object.entries({ ...good, ...change }).filter(([, value]) => value !== ''));
      const response = await fetch(url, { method: 'PATCH', headers, body });
      assert.equal(response.status, status, `${what}: ${await response.text()}`);
      assert.equal(response.headers.get('access-control-allow-origin'), '*', what);
    }
    // Refused because of its Content-Length.
    const tooLarge = openPatch(large.url, 0, 201 * MIB);
    tooLarge.sending.flushHeaders();
    assert.equal(await tooLarge.answered, 400, 'too large a chunk');
    tooLarge.sending.destroy();
    assert.deepEqual(
      [await offsetOf(open.url), await offsetOf(small.url), await offsetOf(large.url)],
      [5 * MIB, 0, 0],
      'nothing came of them',
    );
    assert.equal((await patch(open.url, 5 * MIB, bytes.slice(5 * MIB))).status, 204);
    assert.equal(await stored(stream, open.uid), hash(bytes));
  });

  it('accept the same sizes for a chunk of unknown length, and keep what arrived of an interrupted one', async (t) => {
    const stream = await startStream(t);
    const bytes = bytesOf(12 * MIB);
    const { url, uid } = await stream.createTus(bytes.length);
    const send = (offset: number, chunk: Uint8Array) => {
      const { sending, answered } = openPatch(url, offset);
      sending.end(chunk);
      return answered;
    };
    assert.equal(await send(0, bytes.slice(0, MIB)), 400);
    assert.equal(await send(0, bytes.slice(0, 6_000_000)), 400);
    assert.equal(await offsetOf(url), 0, 'nothing came of them');
    assert.equal(await send(0, bytes.slice(0, 6 * MIB)), 204);
    // What arrived of an interrupted chunk is kept, whatever its size.
    const { sending } = openPatch(url, 6 * MIB);
    sending.write(bytes.slice(6 * MIB, 6 * MIB + 1000));
    await until(async () => ((await offsetOf(url)) === 6 * MIB + 1000 ? true : undefined));
    sending.destroy();
    const at = await offsetOf(url);
    assert.equal(at, 6 * MIB + 1000);
    assert.equal(await send(at, bytes.slice(at)), 204, 'the last one may be odd');
    assert.equal(await stored(stream, uid), hash(bytes));
  });

  it('answer 423 to a second chunk while one is sent, and tell the offset meanwhile', async (t) => {
    const stream = await startStream(t);
    const bytes = bytesOf(10 * MIB);
    const { url, uid } = await stream.createTus(bytes.length);
    const first = openPatch(url, 0, 5 * MIB);
    first.sending.write(bytes.slice(0, MIB));
    await until(async () => ((await offsetOf(url)) === MIB ? true : undefined));
    const second = await patch(url, MIB, bytes.slice(0, 5 * MIB));
    assert.equal(second.status, 423);
    assert.equal(second.headers.get('access-control-allow-origin'), '*');
    first.sending.end(bytes.slice(MIB, 5 * MIB));
    assert.equal(await first.answered, 204, 'the first one goes on undisturbed');
    assert.equal((await patch(url, 5 * MIB, bytes.slice(5 * MIB))).status, 204);
    assert.equal(await stored(stream, uid), hash(bytes));
  });

  it('let a new chunk replace one that hangs, if busyUploads is “take-over”', async (t) => {
    const stream = await startStream(t);
    await stream.sim('PUT', 'settings', { busyUploads: 'take-over' });
    const bytes = bytesOf(7 * MIB);
    const { url, uid } = await stream.createTus(bytes.length);
    const { sending } = openPatch(url, 0, 5 * MIB);
    sending.on('error', () => undefined).write(bytes.slice(0, MIB));
    await until(async () => ((await offsetOf(url)) === MIB ? true : undefined));
    assert.equal((await patch(url, MIB, bytes.slice(MIB))).status, 204);
    sending.destroy();
    assert.equal(await stored(stream, uid), hash(bytes));
  });

  it(
    'answer 507 while the disk is full, and continue when it is not',
    { skip: process.platform !== 'linux' },
    async (t) => {
      const stream = await startStream(t);
      const bytes = await clip();
      const { url, uid } = await stream.createTus(bytes.length);
      const file = join(stream.dataDir, 'tus', uid);
      await rm(file);
      await symlink('/dev/full', file);
      const refused = await patch(url, 0, bytes);
      assert.equal(refused.status, 507);
      assert.equal(refused.headers.get('access-control-allow-origin'), '*');
      assert.equal((await stream.video(uid)).status.state, 'pendingupload');
      await rm(file);
      await writeFile(file, '');
      assert.equal(await offsetOf(url), 0);
      assert.equal((await patch(url, 0, bytes)).status, 204);
      await stream.finished(uid, 'ready');
      assert.equal(await stored(stream, uid), hash(bytes));
    },
  );

  it('end when their video is deleted, even during a chunk', async (t) => {
    const stream = await startStream(t);
    const { url, uid } = await stream.createTus(10 * MIB);
    const { sending, answered } = openPatch(url, 0, 5 * MIB);
    sending.write(bytesOf(MIB));
    await until(async () => ((await offsetOf(url)) === MIB ? true : undefined));
    assert.equal((await stream.api(`/${uid}`, { method: 'DELETE' })).status, 200);
    sending.end(bytesOf(4 * MIB));
    assert.ok((await answered) >= 200);
    assert.equal((await head(url)).status, 404);
    assert.equal((await stream.api(`/${uid}`)).status, 404);
    assert.deepEqual(await readdir(join(stream.dataDir, 'tus')), []);
  });

  it('have a URL that cannot be guessed, cannot create uploads, and answers 410 once it is used', async (t) => {
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
    // A client that has missed the last answer asks for the offset, and has to learn that the upload is complete.
    const state = await head(url);
    assert.deepEqual([state.status, state.headers.get('upload-offset')], [200, String(bytes.length)]);
  });

  it('answer 410 after their expiry', async (t) => {
    let now = Date.now();
    const stream = await startStream(t, { now: () => now });
    const { url } = await stream.createTus(1000, { expiry: new Date(now + 60_000).toISOString() });
    assert.equal((await head(url)).status, 200);
    now += 61_000;
    assert.equal((await head(url)).status, 410);
    assert.equal((await patch(url, 0, bytesOf(1000))).status, 410);
  });

  it('need the API token unless they were created with direct_user', async (t) => {
    const stream = await startStream(t);
    const { url } = await stream.createTus(1000, {}, '');
    assert.match(url, /\/client\/v4\/accounts\/[0-9a-f]{32}\/media\/[0-9a-f]{32}\?tusv2=true$/);
    assert.equal((await head(url)).status, 401);
    const headers = { authorization: `Bearer ${stream.stream.apiToken}`, 'tus-resumable': '1.0.0' };
    assert.equal((await fetch(url, { method: 'HEAD', headers })).status, 200);
  });

  it('can be sent from a page of any origin', async (t) => {
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

  it('continue at the same offset after a restart', async (t) => {
    const stream = await startStream(t);
    const bytes = bytesOf(8 * MIB);
    const { url, uid } = await stream.createTus(bytes.length);
    await patch(url, 0, bytes.slice(0, 5 * MIB));
    await stream.restart();
    assert.equal((await head(url)).headers.get('upload-offset'), String(5 * MIB));
    assert.equal((await patch(url, 5 * MIB, bytes.slice(5 * MIB))).status, 204);
    assert.equal(await stored(stream, uid), hash(bytes));
  });

  it('arrive intact from tus-js-client despite broken connections and 503 answers', async (t) => {
    const stream = await startStream(t);
    const bytes = bytesOf(16 * MIB + 5);
    const { url, uid } = await stream.createTus(bytes.length);
    await stream.sim('POST', 'faults', {
      method: 'PATCH',
      path: '^/tus/',
      skip: 1,
      times: 1,
      resetRequestAfter: 2 * MIB,
    });
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
    assert.deepEqual(
      faults.map((fault) => fault.hits),
      [1, 1, 2],
    );
  });
});
