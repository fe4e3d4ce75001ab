import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redactUrl } from '../../../demo/emulator/sim/redact.js';
import { DEFAULT_SETTINGS } from '../../../demo/emulator/state/settings.js';
import { startStream, type RunningStream } from './support/running-stream.js';

interface Seen {
  method: string;
  path: string;
  status: number;
  kind: string;
}

const requests = async (stream: RunningStream) =>
  ((await stream.sim('GET', 'requests')) as { requests: Seen[] }).requests;

describe('controls', () => {
  it('list what was asked for, and nothing secret', async (t) => {
    const lines: string[] = [];
    const stream = await startStream(t, { log: (line) => lines.push(line) });
    const uid = await stream.readyVideo();
    const { url } = await stream.createTus(5);
    await fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
    const token = await stream.token(uid);
    await stream.sim('DELETE', 'requests');
    const master = `${stream.origin}/${token}/manifest/video.m3u8`;
    const [child = ''] = /stream_\w+\.m3u8/.exec(await (await fetch(master)).text()) ?? [];
    const playlist = await (await fetch(new URL(child, master))).text();
    const segment = /^\.\..*$/m.exec(playlist)?.[0] ?? '';
    await fetch(new URL(segment, master));
    await fetch(`${stream.origin}/${uid}/manifest/video.m3u8?token=${token}`);
    await fetch(`${stream.origin}/${uid}/lifecycle`);
    await fetch(`${stream.origin}/${token}/thumbnails/thumbnail.jpg?time=1s`);
    await fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
    const seen = await requests(stream);
    assert.deepEqual(
      seen.map(({ kind, status }) => `${kind} ${status}`),
      ['master 200', 'playlist 200', 'segment 200', 'master 401', 'lifecycle 200', 'thumbnail 200', 'upload 200'],
    );
    assert.equal(seen[0]?.path, '/<token>/manifest/video.m3u8');
    assert.match(seen[2]?.path ?? '', /\/seg_1\.mp4\?p=<redacted>&s=<redacted>$/);
    assert.match(seen[6]?.path ?? '', /^\/tus\/[0-9a-f]{32}\.<capability>\?tusv2=true$/);
    const secrets = [
      token,
      token.split('.')[2]!,
      new URL(segment, master).search,
      /\.([\w-]+)\?/.exec(url)![1]!,
      stream.stream.apiToken,
    ];
    const shown = JSON.stringify(seen) + lines.join('\n');
    for (const secret of secrets) assert.equal(shown.includes(secret), false);
  });

  it('list a request for a path of 60,000 letters in no time', () => {
    const startedAt = performance.now();
    assert.equal(redactUrl(`/${'a'.repeat(60_000)}`).length, 60_001);
    assert.equal(redactUrl('/aaaaaaaa.bbbbbbbb.c/x?y=aa.aaaaaaaa.bbbbbbbb.c'), '/<token>/x?y=aa.<token>');
    assert.ok(performance.now() - startedAt < 1_000);
  });

  it('make requests fail by method, path, count and kind of fault', async (t) => {
    const stream = await startStream(t);
    const { uid } = await stream.createTus(5);
    const url = `${stream.origin}/${uid}/lifecycle`;
    const status = () =>
      fetch(url).then(
        (response) => response.status,
        () => 'reset',
      );

    await stream.sim('POST', 'faults', {
      path: '/lifecycle$',
      method: 'get',
      skip: 1,
      times: 2,
      status: 503,
      headers: { 'retry-after': '2' },
      body: 'later',
    });
    assert.equal(await status(), 200);
    const failed = await fetch(url);
    assert.deepEqual([failed.status, failed.headers.get('retry-after'), await failed.text()], [503, '2', 'later']);
    assert.equal(failed.headers.get('access-control-allow-origin'), '*');
    assert.match(failed.headers.get('access-control-expose-headers') ?? '', /Retry-After/);
    assert.equal((await fetch(`${stream.origin}/other`)).status, 404, 'another path');
    assert.equal((await fetch(url, { method: 'HEAD' })).status, 200, 'another method');
    assert.deepEqual([await status(), await status()], [503, 200], 'and then it is over');

    await stream.sim('DELETE', 'faults');
    await stream.sim('POST', 'faults', { path: 'lifecycle', times: 1, resetResponseAfter: -1 });
    await stream.sim('POST', 'faults', { path: 'lifecycle', times: 1, resetResponseAfter: 10 });
    assert.equal(await status(), 'reset');
    await assert.rejects(
      fetch(url).then((response) => response.text()),
      'cut in the middle of the body',
    );
    assert.equal(await status(), 200);

    await stream.sim('POST', 'faults', { path: 'lifecycle', times: 1, delayMs: 150 });
    const startedAt = performance.now();
    assert.equal(await status(), 200);
    assert.ok(performance.now() - startedAt >= 140);

    await stream.sim('POST', 'faults', { path: 'lifecycle', times: 1, hang: true });
    await assert.rejects(fetch(url, { signal: AbortSignal.timeout(100) }), { name: 'TimeoutError' });
    assert.equal((await requests(stream)).at(-1)?.status, 0, 'never answered');
    assert.equal(await status(), 200);
  });

  it('refuse what they do not know', async (t) => {
    const stream = await startStream(t);
    const send = async (method: string, path: string, body: string) => {
      const response = await fetch(`${stream.origin}/__sim/${path}`, { method, body });
      return response.status;
    };
    assert.equal(await send('POST', 'faults', '{"path":"("}'), 400);
    assert.equal(await send('POST', 'faults', '{"statsu":500}'), 400);
    assert.equal(await send('POST', 'faults', 'no json'), 400);
    for (const advanceMs of ['1e999', '1e308', '253402300800000', '-1', '"1"', 'null'])
      assert.equal(await send('POST', 'clock', `{"advanceMs":${advanceMs}}`), 400, advanceMs);
    assert.equal(await send('PUT', 'settings', '{"segmentAccess":"never"}'), 400);
    assert.equal(await send('PUT', 'settings', '{"webhooks":"twice"}'), 200);
    assert.deepEqual(await stream.sim('GET', 'settings'), { ...DEFAULT_SETTINGS, rateLimit: 0, webhooks: 'twice' });
  });
});
