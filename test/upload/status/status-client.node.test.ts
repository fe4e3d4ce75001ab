import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StreamError } from '../../../src/shared/errors.js';
import { fetchVideoStatus, type VideoStatus } from '../../../src/upload/status/status-watcher.js';

function ask(answer: Response | Error, uid = 'u', seen: string[] = []): Promise<VideoStatus> {
  const fetch = (url: string | URL | Request): Promise<Response> => {
    seen.push(url as string);
    return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer);
  };
  return fetchVideoStatus({ statusEndpoint: 'https://site.example/api/videos/{uid}?a={uid}' }, uid, {
    signal: new AbortController().signal,
    fetch,
  });
}

describe('fetchVideoStatus', () => {
  it('sends the headers of the page, and fails if the function for them fails', async () => {
    const seen: Headers[] = [];
    const fetch = (_url: unknown, init?: RequestInit): Promise<Response> => {
      seen.push(new Headers(init?.headers));
      return Promise.resolve(Response.json({ status: 'ready' }));
    };
    const options = { signal: new AbortController().signal, fetch };
    await fetchVideoStatus({ statusEndpoint: 'https://a.example', headers: { 'X-Token': 't' } }, 'u', options);
    assert.deepEqual([seen[0]?.get('X-Token'), seen[0]?.get('Accept')], ['t', 'application/json']);
    const headers = (): Promise<never> => Promise.reject(new Error('No session.'));
    await assert.rejects(fetchVideoStatus({ statusEndpoint: 'https://a.example', headers }, 'u', options), {
      code: 'STATUS_ENDPOINT_UNREACHABLE',
      retryable: true,
    });
  });

  it('fails for good if a header is invalid, or the page’s error is final', async () => {
    const options = { signal: new AbortController().signal, fetch: () => Promise.resolve(Response.json({})) };
    for (const headers of [{ 'X-Token': 'a\nsecret' }, { 'X Token': 't' }, () => ({ 'X-Token': 'secret 🎬' })]) {
      await assert.rejects(fetchVideoStatus({ statusEndpoint: 'https://a.example', headers }, 'u', options), {
        code: 'UPLOAD_ENDPOINT_MISSING',
        retryable: false,
      });
    }
    const final = new StreamError('UPLOAD_ENDPOINT_STATUS', 'Signed out.', { status: 401 });
    const headers = (): Promise<never> => Promise.reject(final);
    await assert.rejects(fetchVideoStatus({ statusEndpoint: 'https://a.example', headers }, 'u', options), final);
  });

  it('inserts the encoded uid into the URL', async () => {
    const seen: string[] = [];
    await ask(Response.json({ status: 'ready' }), 'a/b', seen);
    assert.deepEqual(seen, ['https://site.example/api/videos/a%2Fb?a=a%2Fb']);
  });

  it('reads status, percentage and code, and replaces other values by null', async () => {
    assert.deepEqual(await ask(Response.json({ status: 'ready', percent: 100, duration: 12.5, errorCode: null })), {
      status: 'ready',
      percent: 100,
      errorCode: null,
    });
    assert.deepEqual(await ask(Response.json({ status: 'processing', percent: 'many', duration: -1 })), {
      status: 'processing',
      percent: null,
      errorCode: null,
    });
  });

  it('returns a whole percentage between 0 and 100', async () => {
    const percents = await Promise.all(
      [39.9, -1, 120].map((percent) => ask(Response.json({ status: 'processing', percent }))),
    );
    assert.deepEqual(
      percents.map(({ percent }) => percent),
      [39, 0, 100],
    );
  });

  it('ignores an infinite percentage, and an error code that is not well-formed', async () => {
    const answer = (body: string): Promise<VideoStatus> => ask(new Response(body));
    assert.equal((await answer('{"status":"processing","percent":1e309}')).percent, null);
    for (const errorCode of ['"<b>x</b>"', `"${'a'.repeat(10_000)}"`, '{}', '""']) {
      assert.equal((await answer(`{"status":"error","errorCode":${errorCode}}`)).errorCode, null, errorCode);
    }
    assert.equal((await answer('{"status":"error","errorCode":"ERR_NON_VIDEO"}')).errorCode, 'ERR_NON_VIDEO');
  });

  it('tells an unreachable endpoint, an error status, an unknown video and an invalid answer apart', async () => {
    await assert.rejects(ask(new TypeError('Failed to fetch')), {
      code: 'STATUS_ENDPOINT_UNREACHABLE',
      retryable: true,
    });
    await assert.rejects(ask(new Response('', { status: 500 })), { code: 'STATUS_ENDPOINT_UNREACHABLE', status: 500 });
    await assert.rejects(ask(new Response('', { status: 404 })), { code: 'VIDEO_NOT_FOUND', status: 404 });
    for (const body of ['<html>', '7', 'null', '{}', '{"status":"odd"}']) {
      await assert.rejects(ask(new Response(body)), { code: 'STATUS_ENDPOINT_UNREACHABLE' }, body);
    }
  });

  it('rejects with the reason of an abort', async () => {
    const controller = new AbortController();
    controller.abort(new Error('left'));
    const fetch = (): Promise<Response> => Promise.reject(new TypeError('aborted'));
    await assert.rejects(fetchVideoStatus({ statusEndpoint: '/x' }, 'u', { signal: controller.signal, fetch }), {
      message: 'left',
    });
  });
});
