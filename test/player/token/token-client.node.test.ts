import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  clockOffsetMs,
  describeRejection,
  fetchToken,
  type ReceivedToken,
  type VideoNotReady,
} from '../../../src/player/token/token-client.js';
import type { PlaybackToken } from '../../../src/player/token/token.js';
import { StreamError, type StreamErrorCode } from '../../../src/shared/errors.js';
import { OTHER_UID, tokenFor, tokenOf, UID } from '../../harness/tokens.js';

const HOUR_MS = 3_600_000;
const inSeconds = (fromNowMs: number): number => (Date.now() + fromNowMs) / 1000;

interface Request {
  url: string;
  init: RequestInit | undefined;
}

function ask(answer: Response | Error, seen: Request[] = [], uid = UID): Promise<ReceivedToken | VideoNotReady> {
  return fetchToken('https://site.example/api/videos/{uid}/token?v={uid}', uid, {
    fetch: (url, init) => {
      seen.push({ url: url as string, init });
      return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer);
    },
  });
}

const withDate = (): ResponseInit => ({ headers: { date: new Date().toUTCString() } });
const asHtml = { headers: { 'content-type': 'text/html' } };

describe('fetchToken', () => {
  it('fills in the uid, and bypasses caches', async () => {
    const seen: Request[] = [];
    await ask(new Response(tokenOf({ sub: 'a/b', exp: inSeconds(HOUR_MS) })), seen, 'a/b');
    assert.equal(seen[0]?.url, 'https://site.example/api/videos/a%2Fb/token?v=a%2Fb');
    assert.equal(seen[0].init?.cache, 'no-store');
  });

  it('sends cookies to the same origin only, and needs no CORS preflight', async () => {
    const seen: Request[] = [];
    await ask(new Response(tokenFor(HOUR_MS)), seen);
    const { url, init } = seen[0]!;
    const request = new globalThis.Request(url, init);
    assert.equal(request.credentials, 'same-origin');
    assert.equal(request.mode, 'cors');
    assert.deepEqual([...request.headers.keys()], ['accept']);
  });

  it('gives up on a response that never arrives', async (t) => {
    const late = new AbortController();
    t.mock.method(AbortSignal, 'timeout', () => late.signal);
    const asking = fetchToken('/token', UID, {
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new DOMException('Late.', 'TimeoutError')));
        }),
    });
    late.abort();
    await assert.rejects(
      asking,
      (error) => error instanceof StreamError && error.code === 'TOKEN_ENDPOINT_UNREACHABLE' && error.retryable,
    );
  });

  const token = tokenFor(HOUR_MS);
  const accepted: [what: string, body: string, value: string][] = [
    ['a bare token', token, token],
    ['a bare token with a line break', `${token}\n`, token],
    ['a token as a JSON string', JSON.stringify(token), token],
    ['{token}', JSON.stringify({ token, expiresAt: 'whatever' }), token],
    ['the envelope of the accounts API', JSON.stringify({ result: { token }, success: true, errors: [] }), token],
    ...[String(Math.ceil(inSeconds(HOUR_MS))), inSeconds(HOUR_MS) + 0.25].map((exp): [string, string, string] => {
      const value = tokenOf({ sub: UID, exp });
      return [`an expiry that is a ${typeof exp}`, value, value];
    }),
  ];
  for (const [what, body, value] of accepted) {
    it(`accepts ${what}`, async () => {
      const answer = await ask(new Response(body));
      assert.ok(answer.status === 'token');
      assert.equal(answer.token.value, value);
      assert.equal(answer.token.uid, UID);
      assert.equal(answer.clockOffsetMs, undefined);
    });
  }

  it('accepts a token that becomes valid within a minute, as clocks may differ', async () => {
    const answer = await ask(new Response(tokenOf({ sub: UID, exp: inSeconds(HOUR_MS), nbf: inSeconds(30_000) })));
    assert.equal(answer.status, 'token');
  });

  it('judges a token by the server’s clock when the local one is wrong', async () => {
    const serverNow = Date.now() - HOUR_MS;
    const value = tokenOf({ sub: UID, exp: (serverNow + 60_000) / 1000 });
    const answer = await ask(new Response(value, { headers: { date: new Date(serverNow).toUTCString() } }));
    assert.ok(answer.status === 'token');
    assert.ok(Math.abs((answer.clockOffsetMs ?? 0) + HOUR_MS) < 10_000, String(answer.clockOffsetMs));
    const ahead = new Date(Date.now() + HOUR_MS).toUTCString();
    await assert.rejects(ask(new Response(tokenFor(60_000), { headers: { date: ahead } })), { code: 'TOKEN_EXPIRED' });
  });

  it('leaves the validity of a token to Stream when the server sends no Date header', async () => {
    for (const value of [
      tokenFor(-HOUR_MS),
      tokenOf({ sub: UID, exp: inSeconds(2 * HOUR_MS), nbf: inSeconds(HOUR_MS) }),
    ]) {
      assert.equal((await ask(new Response(value))).status, 'token');
    }
  });

  it('returns the progress of a video that is not ready', async () => {
    const answers: [body: unknown, percent: number | null][] = [
      [{ error: { code: 'VIDEO_PROCESSING', message: '' }, status: 'processing', percent: 42.5 }, 42.5],
      [{ error: { code: 'VIDEO_PROCESSING', message: '' }, status: 'pending', percent: null }, null],
      [{ percent: '42' }, null],
      [{ percent: -5 }, 0],
      [{ percent: 250 }, 100],
      ['busy', null],
    ];
    for (const [body, percent] of answers) {
      assert.deepEqual(await ask(Response.json(body, { status: 409 })), { status: 'processing', percent });
    }
    assert.deepEqual(await ask(new Response('busy', { status: 409 })), { status: 'processing', percent: null });
    const endless = new Response('{"percent":1e309}', { status: 409 });
    assert.deepEqual(await ask(endless), { status: 'processing', percent: null });
  });

  it('returns Retry-After in milliseconds, by the server’s clock', async () => {
    const date = 'Wed, 21 Oct 2015 07:28:00 GMT';
    const wait = async (status: number, headers: Record<string, string>): Promise<number | null | undefined> => {
      const answer = ask(new Response('{}', { status, headers }));
      return ((await answer.catch((error: unknown) => error)) as { retryAfterMs?: number | null }).retryAfterMs;
    };
    assert.equal(await wait(429, { 'retry-after': '7' }), 7_000);
    assert.equal(await wait(503, { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT', date }), 30_000);
    assert.equal(await wait(409, { 'retry-after': '2' }), 2_000);
    assert.equal(await wait(409, {}), undefined);
    for (const header of ['-1', 'soon', '1e9', '9'.repeat(400)]) {
      assert.equal(await wait(503, { 'retry-after': header }), null, header);
    }
  });

  it('reads no token from a response that is far too long', async () => {
    const body = JSON.stringify({ token: tokenFor(HOUR_MS), note: 'a'.repeat(10_000_000) });
    await assert.rejects(ask(new Response(body)), { code: 'TOKEN_ENDPOINT_NOT_A_TOKEN' });
  });

  const foreign = tokenOf({ sub: OTHER_UID, exp: inSeconds(HOUR_MS) });
  const refused: [
    what: string,
    answer: Response | Error,
    code: StreamErrorCode,
    retryable: boolean,
    message?: RegExp,
  ][] = [
    [
      'a login page',
      new Response('<!doctype html><p>Log in</p>', asHtml),
      'TOKEN_ENDPOINT_NOT_A_TOKEN',
      false,
      /HTML: a login page/,
    ],
    ['HTML with another type', new Response(' <html></html>'), 'TOKEN_ENDPOINT_NOT_A_TOKEN', false, /HTML/],
    ['an empty body', new Response(''), 'TOKEN_ENDPOINT_NOT_A_TOKEN', false, /empty body/],
    ['204', new Response(null, { status: 204 }), 'TOKEN_ENDPOINT_NOT_A_TOKEN', false, /empty body/],
    ['JSON without a token', Response.json({ error: 'no' }), 'TOKEN_ENDPOINT_NOT_A_TOKEN', false, /"token"/],
    ['a token under another name', Response.json({ jwt: token }), 'TOKEN_ENDPOINT_NOT_A_TOKEN', false],
    [
      'a page with a token in it',
      new Response(`<script>t="${token}"</script>`, asHtml),
      'TOKEN_ENDPOINT_NOT_A_TOKEN',
      false,
    ],
    ['a token that is not a string', Response.json({ token: 7 }), 'TOKEN_ENDPOINT_NOT_A_TOKEN', false],
    ['null', Response.json(null), 'TOKEN_ENDPOINT_NOT_A_TOKEN', false],
    ['a string that is not a token', Response.json({ token: 'not-a-token' }), 'TOKEN_MALFORMED', false],
    [
      '409 with the code VIDEO_FAILED',
      Response.json({ error: { code: 'VIDEO_FAILED' }, status: 'error' }, { status: 409 }),
      'VIDEO_FAILED',
      false,
    ],
    ['409 with the status error alone', Response.json({ status: 'error' }, { status: 409 }), 'VIDEO_FAILED', false],
    [
      '404 for the video',
      Response.json({ error: { code: 'VIDEO_NOT_FOUND' } }, { status: 404 }),
      'VIDEO_NOT_FOUND',
      false,
    ],
    ['404 for the route', new Response('<h1>Not found</h1>', { status: 404 }), 'TOKEN_ENDPOINT_STATUS', false, /404/],
    ['401', Response.json({ error: { code: 'X' } }, { status: 401 }), 'TOKEN_ENDPOINT_STATUS', false, /401/],
    ['408', new Response('', { status: 408 }), 'TOKEN_ENDPOINT_STATUS', true],
    ['429', new Response('', { status: 429 }), 'TOKEN_ENDPOINT_STATUS', true],
    ['500', new Response('oops', { status: 500 }), 'TOKEN_ENDPOINT_STATUS', true, /500/],
    [
      'an error that quotes a token',
      Response.json({ error: { code: 'X', message: token } }, { status: 403 }),
      'TOKEN_ENDPOINT_STATUS',
      false,
    ],
    ['the token of another video', new Response(foreign), 'TOKEN_WRONG_VIDEO', false],
    ['an expired token', new Response(tokenFor(-5000), withDate()), 'TOKEN_EXPIRED', false],
    [
      'a token that is not valid yet',
      new Response(tokenOf({ sub: UID, exp: inSeconds(2 * HOUR_MS), nbf: inSeconds(HOUR_MS) }), withDate()),
      'TOKEN_NOT_YET_VALID',
      true,
    ],
    ['a token without an expiry', new Response(tokenOf({ sub: UID })), 'TOKEN_MALFORMED', false],
    ['no response', new TypeError('Failed to fetch'), 'TOKEN_ENDPOINT_UNREACHABLE', true],
  ];
  for (const [what, answer, code, retryable, message] of refused) {
    it(`rejects ${what} with ${code}`, async () => {
      const body = answer instanceof Response && answer.status !== 204 ? await answer.clone().text() : '';
      const error: unknown = await ask(answer).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof StreamError);
      assert.equal(error.code, code);
      assert.equal(error.retryable, retryable);
      if (answer instanceof Response && !answer.ok) assert.equal(error.status, answer.status);
      if (message) assert.match(error.message, message);
      const secrets = body.match(/[\w-]+\.[\w-]+\.[\w-]+/g) ?? [];
      for (const secret of secrets) for (const piece of secret.split('.')) assert.ok(!error.message.includes(piece));
    });
  }

  it('passes on an abort as it is', async () => {
    const stop = new AbortController();
    const pending = fetchToken('/t', UID, {
      signal: stop.signal,
      fetch: (_url, init) =>
        new Promise((_resolve, reject) =>
          init?.signal?.addEventListener('abort', () => reject(stop.signal.reason as Error)),
        ),
    });
    stop.abort();
    await assert.rejects(pending, { name: 'AbortError' });
  });
});

const SERVER = Date.UTC(2026, 0, 2, 3, 4, 5);
const dateHeader = new Date(SERVER).toUTCString();

describe('clockOffsetMs', () => {
  const readings: [
    what: string,
    header: string | null,
    sentAt: number,
    receivedAt: number,
    expected: number | undefined,
  ][] = [
    ['both clocks agree', dateHeader, SERVER + 100, SERVER + 300, 0],
    ['the response took a second, and its header was written meanwhile', dateHeader, SERVER - 900, SERVER + 200, 0],
    ['a busy server wrote its header late', dateHeader, SERVER + 2800, SERVER + 2900, 0],
    ['the local clock is an hour slow', dateHeader, SERVER - 3_600_000, SERVER - 3_600_000, 3_601_000],
    ['the local clock is an hour fast', dateHeader, SERVER + 3_600_000, SERVER + 3_600_000, -3_599_000],
    ['there is no header', null, 0, 0, undefined],
    ['the header is not a date', 'soon', 0, 0, undefined],
    ['the header is empty', '', 0, 0, undefined],
  ];
  for (const [what, header, sentAt, receivedAt, expected] of readings) {
    it(`is ${expected ?? 'undefined'} when ${what}`, () =>
      assert.equal(clockOffsetMs({ dateHeader: header, sentAt, receivedAt }), expected));
  }
});

const NOW = 1_800_000_000_000;
const refused = new StreamError('TOKEN_REJECTED', 'Stream refused the token.', { status: 401 });
const token = (times: Partial<PlaybackToken> = {}): PlaybackToken => ({
  value: 'a.b.c',
  uid: UID,
  expiresAt: NOW + 60_000,
  notBefore: 0,
  ...times,
});

describe('describeRejection', () => {
  it('reports an expired token, with the status and the refusal as its cause', () => {
    const described = describeRejection(refused, token({ expiresAt: NOW - 1 }), NOW);
    assert.equal(described.code, 'TOKEN_EXPIRED');
    assert.equal(described.status, 401);
    assert.equal(described.cause, refused);
  });

  it('treats a token as expired in the very millisecond of its expiry', () => {
    assert.equal(describeRejection(refused, token({ expiresAt: NOW }), NOW).code, 'TOKEN_EXPIRED');
  });

  it('reports a token that is not valid yet', () => {
    const described = describeRejection(refused, token({ notBefore: NOW + 1000 }), NOW);
    assert.equal(described.code, 'TOKEN_NOT_YET_VALID');
    assert.equal(described.status, 401);
  });

  it('has no status when the refusal has none', () => {
    const silent = new StreamError('TOKEN_REJECTED', 'Stream refused the token.');
    assert.equal(describeRejection(silent, token({ expiresAt: NOW - 1 }), NOW).status, undefined);
  });

  it('returns the refusal when the times of the token do not explain it', () => {
    assert.equal(describeRejection(refused, token({ notBefore: NOW }), NOW), refused);
  });

  it('returns the refusal when there was no token', () => {
    assert.equal(describeRejection(refused, undefined, NOW), refused);
  });

  it('returns other errors as they are, even with an expired token', () => {
    const gone = new StreamError('NETWORK', 'Gone.');
    assert.equal(describeRejection(gone, token({ expiresAt: NOW - 1 }), NOW), gone);
  });
});
