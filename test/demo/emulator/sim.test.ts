import assert from 'node:assert/strict';
import { request, type IncomingMessage } from 'node:http';
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

describe('the /__sim controls', () => {
  it('list the requests that were made, without their secrets', async (t) => {
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

  it('redact a path of 60,000 letters within a second', () => {
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

  it('answer local programs and pages, and refuse other origins and hosts with 403', async (t) => {
    const stream = await startStream(t);
    const { port } = new URL(stream.origin);
    const json = 'application/json';
    const ask = (method: string, path: string, headers: Record<string, string>): Promise<IncomingMessage> =>
      new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port, method, path: `/__sim/${path}`, headers }, resolve)
          .on('error', reject)
          .end(method === 'POST' ? '{"advanceMs":0}' : undefined);
      });
    const own = `http://localhost:${port}`;
    const cases: [string, string, Record<string, string>, number][] = [
      ['a program', 'POST', {}, 200],
      ['a program by number', 'POST', { host: `127.0.0.1:${port}` }, 200],
      ['its own page', 'POST', { origin: own, 'sec-fetch-site': 'same-origin', 'content-type': json }, 200],
      ['another port', 'POST', { origin: 'http://127.0.0.1:8000', 'content-type': `${json}; charset=utf-8` }, 200],
      ['a page by IPv6', 'POST', { origin: 'http://[::1]:1', 'content-type': json }, 200],
      ['a subdomain of localhost', 'GET', { origin: 'https://app.localhost:5173' }, 200],
      ['the address bar', 'GET', { 'sec-fetch-site': 'none' }, 200],
      ['a page without a preflight', 'POST', { origin: own, 'content-type': 'text/plain' }, 403],
      ['a form', 'POST', { 'sec-fetch-site': 'same-origin', 'content-type': 'multipart/form-data' }, 403],
      ['another site', 'POST', { origin: 'https://elsewhere.test', 'content-type': json }, 403],
      ['another site’s script element', 'GET', { 'sec-fetch-site': 'cross-site' }, 403],
      ['another site’s preflight', 'OPTIONS', { origin: 'https://elsewhere.test' }, 403],
      ['a file or a sandbox', 'POST', { origin: 'null', 'content-type': json }, 403],
      ['a name that begins alike', 'GET', { origin: 'http://localhost.elsewhere.test' }, 403],
      ['a name with ours as its user', 'GET', { origin: 'http://localhost@elsewhere.test' }, 403],
      ['an extension', 'GET', { origin: 'moz-extension://localhost' }, 403],
      ['a rebound name', 'GET', { host: 'elsewhere.test' }, 403],
      ['a rebound name and our port', 'POST', { host: `elsewhere.test:${port}`, 'content-type': json }, 403],
      ['a number as a name', 'GET', { host: '127.0.0.1.elsewhere.test' }, 403],
    ];
    for (const [who, method, headers, status] of cases) {
      const response = await ask(method, method === 'OPTIONS' ? 'faults' : 'clock', headers);
      assert.equal(response.statusCode, status, who);
      assert.equal(response.headers['x-content-type-options'], 'nosniff');
      const shared = status === 200 ? headers.origin : undefined;
      assert.equal(response.headers['access-control-allow-origin'], shared, who);
      response.resume();
    }
    for (const path of ['requests', 'settings', 'faults', 'clock'])
      assert.equal((await ask('GET', path, { origin: 'https://elsewhere.test' })).statusCode, 403);
    for (const path of ['live/x/start', 'live/x/fail'])
      assert.equal((await ask('POST', path, { origin: 'https://elsewhere.test' })).statusCode, 403);
  });

  it('refuse faults with unsafe headers, and drop one whose pattern takes too long', async (t) => {
    const stream = await startStream(t);
    const url = `${stream.origin}/x/lifecycle`;
    const script = '<script>alert(1)</script>';
    await stream.sim('POST', 'faults', { times: 1, status: 200, body: script });
    const answer = await fetch(url);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    const refused: Record<string, string>[] = [
      { 'content-type': 'text/html' },
      { 'Content-Type': 'TEXT/HTML; charset=utf-8' },
      { 'content-type': 'image/svg+xml' },
      { 'content-type': 'application/xhtml+xml' },
      { 'content-type': 'text/javascript' },
      { 'content-type': '' },
      { 'X-Content-Type-Options': 'off' },
      { 'Set-Cookie': 'a=b' },
      { Refresh: '0; url=https://elsewhere.test' },
      { 'Service-Worker-Allowed': '/' },
      { 'a b': 'c' },
      { a: 'b\r\nc: d' },
    ];
    for (const headers of refused)
      await assert.rejects(stream.sim('POST', 'faults', { status: 200, headers }), /400/, JSON.stringify(headers));
    await stream.sim('POST', 'faults', { times: 1, status: 200, headers: { 'CONTENT-TYPE': 'Application/JSON' } });
    assert.equal((await fetch(url)).headers.get('content-type'), 'Application/JSON');

    await stream.sim('DELETE', 'faults');
    await stream.sim('POST', 'faults', { path: '^/(a+)+$', status: 500 });
    const startedAt = performance.now();
    for (let i = 0; i < 3; i++) assert.equal((await fetch(`${stream.origin}/${'a'.repeat(5_000)}!`)).status, 404);
    assert.ok(performance.now() - startedAt < 5_000);
    assert.deepEqual(await stream.sim('GET', 'faults'), { faults: [] }, 'it was dropped');
  });

  it('refuse unknown or invalid faults, settings and clock changes with 400', async (t) => {
    const stream = await startStream(t);
    const send = async (method: string, path: string, body: string) => {
      const response = await fetch(`${stream.origin}/__sim/${path}`, { method, body });
      return response.status;
    };
    assert.equal(await send('POST', 'faults', '{"path":"("}'), 400);
    assert.equal(await send('POST', 'faults', '{"statsu":500}'), 400);
    assert.equal(await send('POST', 'faults', 'no json'), 400);
    for (const rule of [
      '[]',
      '{"toString":1}',
      '{"__proto__":1}',
      '{"delayMs":1e300}',
      '{"delayMs":2147483648}',
      '{"times":-1}',
      '{"status":101}',
      '{"method":"GET\\r\\n"}',
      '{"headers":["x"]}',
      '{"bytesPerSecond":0}',
      JSON.stringify({ path: 'a'.repeat(1_001) }),
      JSON.stringify({ body: 'a'.repeat(1_000_001) }),
    ])
      assert.equal(await send('POST', 'faults', rule), 400, rule.slice(0, 40));
    for (const settings of [
      '[]',
      '{"constructor":1}',
      '{"webhookDelayMs":1e300}',
      '{"liveNotificationUrl":"file:///x"}',
    ])
      assert.equal(await send('PUT', 'settings', settings), 400, settings);
    for (const advanceMs of ['1e999', '1e308', '253402300800000', '-1', '"1"', 'null'])
      assert.equal(await send('POST', 'clock', `{"advanceMs":${advanceMs}}`), 400, advanceMs);
    assert.equal(await send('PUT', 'settings', '{"segmentAccess":"never"}'), 400);
    assert.equal(await send('PUT', 'settings', '{"webhooks":"twice"}'), 200);
    assert.deepEqual(await stream.sim('GET', 'settings'), { ...DEFAULT_SETTINGS, rateLimit: 0, webhooks: 'twice' });
  });
});
