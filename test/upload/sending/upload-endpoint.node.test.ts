import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  checkUploadTarget,
  deleteVideo,
  requestUpload,
  type CheckedTarget,
} from '../../../src/upload/sending/upload-endpoint.js';
import { encodeUploadMetadata, readMetadata } from '../../../src/upload/sending/upload-metadata.js';
import { StreamError } from '../../../src/shared/errors.js';
import type { UploadHeaders } from '../../../src/upload/model/request-headers.js';
import { TransportFailure } from '../../../src/upload/model/transport-failure.js';
import { isUploadUid } from '../../../src/upload/model/upload-state.js';

const endpoint = 'https://site.example/api/uploads';
const metadata = { name: 'a.mp4', filetype: 'video/mp4' };

function ask(answer: Response | Error, seen: Request[] = []): Promise<CheckedTarget> {
  const fetch = (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    seen.push(new Request(url, init));
    return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer);
  };
  return requestUpload(endpoint, { signal: new AbortController().signal, size: 42, metadata, fetch });
}

const created = (headers: Record<string, string>): Response => new Response(null, { status: 201, headers });
const json = (body: unknown, status = 200): Response => Response.json(body, { status });
const notAnUpload = (what: RegExp) => (error: unknown) =>
  error instanceof StreamError && error.code === 'UPLOAD_ENDPOINT_NOT_AN_UPLOAD' && what.test(error.message);

describe('checkUploadTarget, by scheme and host', () => {
  for (const [what, uploadURL, message] of [
    ['an http: URL on an https: page', 'http://upload.example/x', /http: upload URL/],
    ['a URL of the API', 'https://api.cloudflare.com/client/v4/accounts/a/media/u', /direct_user=true/],
    [
      'a URL of an edge of the API',
      'https://edge-production.gateway.api.cloudflare.com/client/v4/accounts/a/media/u?tusv2=true',
      /direct_user=true/,
    ],
    ['another scheme', 'ftp://upload.example/x', /not http/],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(() => checkUploadTarget({ uploadURL, uid: 'u' }, endpoint), notAnUpload(message));
    });
  }

  it('accepts http: on this machine, and on an http: page', () => {
    for (const host of ['localhost:8787', '127.0.0.1', '[::1]:1', 'a.localhost'])
      assert.equal(checkUploadTarget({ uploadURL: `http://${host}/x`, uid: 'u' }, endpoint).uid, 'u');
    assert.equal(checkUploadTarget({ uploadURL: 'http://a.example/x', uid: 'u' }, 'http://site.example').uid, 'u');
  });

  it('accepts hosts that only resemble the API’s', () => {
    for (const host of ['api.cloudflare.com.example', 'myapi-cloudflare.com', 'upload.cloudflarestream.com'])
      assert.equal(checkUploadTarget({ uploadURL: `https://${host}/x`, uid: 'u' }, endpoint).uid, 'u');
  });
});

describe('requestUpload, answered with HTML', () => {
  const redirected = (response: Response): Response => Object.defineProperty(response, 'redirected', { value: true });
  const html = (status = 200): Response =>
    new Response('<html>Sign in</html>', { status, headers: { 'Content-Type': 'text/html' } });

  it('names a login page in the error, redirected to or not', async () => {
    await assert.rejects(ask(redirected(html())), /redirected to HTML: a login page/);
    await assert.rejects(ask(html()), /answered with HTML: a login page/);
  });

  it('says in the error that a redirect may have turned POST into GET', async () => {
    for (const status of [404, 405])
      await assert.rejects(ask(redirected(html(status))), /POST into GET.*set the final URL/);
    await assert.rejects(ask(html(405)), /answered 405\.$/);
  });
});

describe('requestUpload', () => {
  it('sends the headers of a tus creation request', async () => {
    const seen: Request[] = [];
    await ask(created({ location: 'https://upload.example/x', 'stream-media-id': 'u' }), seen);
    const [request] = seen;
    assert.equal(request!.method, 'POST');
    assert.equal(request!.headers.get('tus-resumable'), '1.0.0');
    assert.equal(request!.headers.get('upload-length'), '42');
    assert.equal(request!.headers.get('upload-metadata'), 'name YS5tcDQ=,filetype dmlkZW8vbXA0');
  });

  it('accepts the relay’s answer, even with a relative Location', async () => {
    assert.deepEqual(await ask(created({ location: '/tus/x?tusv2=true', 'stream-media-id': 'u' })), {
      uploadURL: 'https://site.example/tus/x?tusv2=true',
      uid: 'u',
      protocol: 'tus',
    });
  });

  it('accepts JSON in our own form, and in that of direct_upload', async () => {
    const uploadURL = 'https://upload.example/x';
    assert.deepEqual(await ask(json({ uploadURL, uid: 'u' })), { uploadURL, uid: 'u', protocol: 'tus' });
    assert.deepEqual(await ask(json({ uploadURL, uid: 'u', protocol: 'form' })), {
      uploadURL,
      uid: 'u',
      protocol: 'form',
    });
    assert.deepEqual(await ask(json({ result: { uploadURL, uid: 'u' }, success: true })), {
      uploadURL,
      uid: 'u',
      protocol: 'form',
    });
  });

  it('says in the error what any other answer lacks', async () => {
    await assert.rejects(ask(new Response('<html>Log in</html>')), notAnUpload(/Access-Control-Expose-Headers/));
    await assert.rejects(ask(created({})), notAnUpload(/no upload URL/));
    await assert.rejects(ask(created({ location: 'https://upload.example/x' })), notAnUpload(/stream-media-id/));
    await assert.rejects(ask(json([])), notAnUpload(/no upload URL/));
    await assert.rejects(ask(json(null)), notAnUpload(/no upload URL/));
  });

  it('tells temporary failures from final ones', async () => {
    const passing = (status: number, retryAfter: string | null) => (error: unknown) =>
      error instanceof TransportFailure && error.status === status && error.retryAfter === retryAfter;
    await assert.rejects(ask(new TypeError('Failed to fetch')), passing(0, null));
    await assert.rejects(ask(new Response('', { status: 429, headers: { 'retry-after': '7' } })), passing(429, '7'));
    await assert.rejects(ask(new Response('', { status: 503 })), passing(503, null));
    await assert.rejects(ask(new Response('', { status: 403 })), { code: 'UPLOAD_ENDPOINT_STATUS', status: 403 });
    await assert.rejects(ask(json({ error: { code: 'STORAGE_EXHAUSTED' } }, 503)), { code: 'STORAGE_EXHAUSTED' });
  });
});

describe('checkUploadTarget', () => {
  it('refuses unsafe or unusable URLs, uids and protocols', () => {
    const uid = 'u';
    for (const uploadURL of ['javascript:alert(1)', 'data:,x', 'https://', '', 7]) {
      assert.throws(() => checkUploadTarget({ uploadURL, uid }, endpoint), { code: 'UPLOAD_ENDPOINT_NOT_AN_UPLOAD' });
    }
    const uploadURL = 'https://upload.example/secret';
    for (const bad of [{ uid: '' }, { uid: 'a/b' }, { uid, protocol: 'ftp' }]) {
      assert.throws(
        () => checkUploadTarget({ uploadURL, ...bad }, endpoint),
        (error) => error instanceof StreamError && !error.message.includes('secret'),
      );
    }
  });
});

describe('encodeUploadMetadata', () => {
  it('truncates a value that is too long for a header', () => {
    const [, value = ''] = encodeUploadMetadata({ name: 'é'.repeat(1_000_000) }).split(' ');
    assert.equal(Buffer.from(value, 'base64').toString(), 'é'.repeat(1_024));
  });

  it('joins each key with its value in base64', () => {
    assert.equal(encodeUploadMetadata({ name: 'a.mp4', filetype: 'video/mp4' }), 'name YS5tcDQ=,filetype dmlkZW8vbXA0');
  });

  it('preserves every kind of character', () => {
    for (const name of ['Käse, "Brot"\n.mp4', '日本語.mov', '🏖️ خالد.mp4', 'a'.repeat(255)]) {
      const [, value] = encodeUploadMetadata({ name }).split(' ');
      assert.equal(Buffer.from(value!, 'base64').toString(), name);
      assert.match(value!, /^[\w+/=]+$/);
    }
  });

  it('leaves out empty values', () => {
    assert.equal(encodeUploadMetadata({ name: 'a', filetype: '' }), 'name YQ==');
  });
});

describe('isUploadUid', () => {
  it('is true for uids of Stream, and other short ones of letters, digits, dashes and underscores', () => {
    for (const uid of ['31c9291ab41fac05471db4e73aa11717', 'a', 'My_video-1', 'x'.repeat(128)])
      assert.equal(isUploadUid(uid), true, uid);
  });

  it('is false for uids that could lead elsewhere in a URL, or are too long', () => {
    for (const uid of ['', '../a', 'a/b', 'a?b', 'a b', 'ü', 'a\n', 'x'.repeat(129)])
      assert.equal(isUploadUid(uid), false, JSON.stringify(uid));
  });

  it('is false for values that are not strings', () => {
    for (const value of [undefined, null, 1, {}, ['a']]) assert.equal(isUploadUid(value), false);
  });
});

describe('readMetadata', () => {
  it('returns values as strings, and leaves out empty ones', () => {
    const given = { course: 'Łódź 🎬', part: 3, isDraft: false, empty: '', nothing: null, missing: undefined };
    assert.deepEqual(readMetadata(given), { course: 'Łódź 🎬', part: '3', isDraft: 'false' });
    assert.deepEqual(readMetadata(undefined), {});
  });

  it('refuses keys and values that a header cannot carry, without quoting them', () => {
    for (const given of [
      { 'a b': 'secret' },
      { 'a,b': 'secret' },
      { '': 'secret' },
      { ä: 'secret' },
      { a: 'x'.repeat(1_025) },
    ]) {
      assert.throws(
        () => readMetadata(given),
        (error) =>
          error instanceof StreamError && error.code === 'UPLOAD_ENDPOINT_MISSING' && !/secret|xx/.test(error.message),
      );
    }
  });
});

describe('requestUpload, with headers of the page', () => {
  const request = async (headers: UploadHeaders, answers: Response[] = [json({ uploadURL: '/u', uid: 'u' })]) => {
    const seen: Request[] = [];
    const fetch = (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
      seen.push(new Request(url, init));
      return Promise.resolve(answers.shift()!);
    };
    await requestUpload(endpoint, { signal: new AbortController().signal, size: 42, metadata, headers, fetch });
    return seen[0]!.headers;
  };

  it('sends them in each supported form, along with its own', async () => {
    for (const headers of [
      { 'X-CSRF-Token': 't' },
      new Headers({ 'X-CSRF-Token': 't' }),
      () => ({ 'X-CSRF-Token': 't' }),
      () => Promise.resolve(new Headers({ 'X-CSRF-Token': 't' })),
    ]) {
      const sent = await request(headers);
      assert.deepEqual([sent.get('X-CSRF-Token'), sent.get('Upload-Length')], ['t', '42']);
    }
  });

  it('does not let them replace its own tus headers', async () => {
    const sent = await request({ 'upload-length': '1', 'Tus-Resumable': '9' });
    assert.deepEqual([sent.get('Upload-Length'), sent.get('Tus-Resumable')], ['42', '1.0.0']);
  });

  it('rejects names and values that no header can carry, without quoting them', async () => {
    for (const headers of [{ 'X-Token': 'a\nsecret' }, { 'X Token': 'secret' }, { 'X-Token': 'secret 🎬' }]) {
      await assert.rejects(request(headers), (error) => {
        assert.ok(error instanceof StreamError);
        assert.equal(error.code, 'UPLOAD_ENDPOINT_MISSING');
        assert.ok(!`${error.message}${String(error.cause)}`.includes('secret'));
        return true;
      });
    }
  });

  it('treats a failing headers function as temporary, unless it throws a StreamError', async () => {
    const lost = (): never => {
      throw new TypeError('Failed to fetch');
    };
    await assert.rejects(request(lost), TransportFailure);
    await assert.rejects(
      request(() => Promise.reject(new Error('No session.'))),
      TransportFailure,
    );
    const final = new StreamError('UPLOAD_ENDPOINT_STATUS', 'Signed out.', { status: 401 });
    await assert.rejects(
      request(() => Promise.reject(final)),
      final,
    );
  });
});

describe('deleteVideo', () => {
  const { fetch } = globalThis;
  const { random } = Math;
  let asked: string[];
  let answers: (Response | Error)[];
  beforeEach(() => {
    [asked, answers] = [[], []];
    Math.random = () => 0;
    mock.timers.enable({ apis: ['setTimeout'] });
    globalThis.fetch = (url) => {
      asked.push((url as string).replace('https://site.example/', ''));
      const answer = answers.shift() ?? new Response(null, { status: 204 });
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    };
  });
  afterEach(() => {
    mock.timers.reset();
    globalThis.fetch = fetch;
    Math.random = random;
  });
  const source = { deleteEndpoint: 'https://site.example/{uid}' };
  const pass = async (ms: number): Promise<void> => {
    await nextTurn();
    mock.timers.tick(ms);
    await nextTurn();
  };

  for (const [what, headers] of [
    ['seconds', { 'Retry-After': '20' }],
    [
      'a date by the server’s clock',
      { 'Retry-After': 'Thu, 01 Jan 1970 00:00:30 GMT', Date: 'Thu, 01 Jan 1970 00:00:10 GMT' },
    ],
  ] as [string, Record<string, string>][]) {
    it(`waits for a Retry-After in ${what} before it goes on, even with the next video`, async () => {
      answers = [new Response(null, { status: 429, headers })];
      const all = [deleteVideo(source, 'a'), deleteVideo(source, 'b')];
      await pass(19_000);
      assert.deepEqual(asked, ['a']);
      await pass(1_000);
      await Promise.all(all);
      assert.deepEqual(asked, ['a', 'a', 'b']);
    });
  }

  it('deletes a long list one by one, even if each request is refused', async () => {
    const uids = Array.from({ length: 70 }, (_, index) => `${index}`);
    const ends: (() => void)[] = [];
    globalThis.fetch = (url) => {
      asked.push((url as string).replace('https://site.example/', ''));
      return new Promise((resolve) => ends.push(() => resolve(new Response(null, { status: 403 }))));
    };
    const all = uids.map((uid) => deleteVideo(source, uid));
    for (const uid of uids) {
      await nextTurn();
      assert.deepEqual([asked.length, asked.at(-1)], [Number(uid) + 1, uid]);
      ends.at(-1)!();
    }
    await Promise.all(all);
  });

  it('gives up after four attempts, and continues with the next video', async () => {
    answers = Array.from({ length: 4 }, () => new TypeError('Failed to fetch'));
    const all = [deleteVideo(source, 'a'), deleteVideo(source, 'b')];
    for (let wait = 1; wait <= 3; wait += 1) await pass(30_000);
    await Promise.all(all);
    assert.deepEqual(asked, ['a', 'a', 'a', 'a', 'b']);
  });

  it('sends nothing if the headers are invalid, or there is no endpoint', async () => {
    await deleteVideo({ ...source, headers: { 'X Token': 't' } }, 'a');
    await deleteVideo({ deleteEndpoint: '' }, 'b');
    assert.deepEqual(asked, []);
  });
});
