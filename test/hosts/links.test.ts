// Copies from a URL, over real sockets: the server asks, Stream fetches.
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { serveBytes, startOrigin } from '../demo/emulator/support/origin.js';
import { clip, until } from '../demo/emulator/support/running-stream.js';
import { startSite } from './support/site.js';

/** A file server that answers every request with the clip. */
async function startFiles(t: TestContext): Promise<{ readonly host: string; readonly asked: (string | undefined)[] }> {
  const answer = serveBytes(await clip());
  const asked: (string | undefined)[] = [];
  const origin = await startOrigin(t, (request, response) => {
    asked.push(request.url);
    answer(request, response);
  });
  return { host: new URL(origin).host, asked };
}

describe('POST /api/uploads/link', () => {
  it('has Stream copy a file from a listed host, with its owner and options, and the copy plays', async (t) => {
    const { host, asked } = await startFiles(t);
    const site = await startSite(t, {
      env: { LINK_HOSTS: host },
      authorize: () => ({ allowed: true, creator: 'zoe', videoOptions: { allowedOrigins: ['www.example.com'] } }),
    });
    const answer = await site.send('POST', '/api/uploads/link', {
      url: `http://${host}/My%20film.mp4?signature=secret`,
    });
    assert.equal(answer.status, 202);
    const { uid } = (await answer.json()) as { uid: string };
    await until(async () => ((await site.server.store.get(uid))?.status === 'ready' ? true : undefined));
    const video = await site.stream.video(uid);
    assert.deepEqual(
      [video.creator, video.requireSignedURLs, video.allowedOrigins, video.meta.name],
      ['zoe', true, ['www.example.com'], 'My film.mp4'],
    );
    assert.equal(await site.server.store.ownerOf(uid), 'zoe');
    const { token } = await site.json<{ token: string }>(`/api/videos/${uid}/token`);
    assert.equal((await site.playlist(token)).status, 200);
    assert.ok(asked.length > 0);
    assert.ok(!JSON.stringify(site.entries).includes('secret'));
  });

  it('answers 403 for other hosts and internal addresses, and 400 without a URL, without a call to Stream', async (t) => {
    const { host, asked } = await startFiles(t);
    const site = await startSite(t, { env: { LINK_HOSTS: 'files.example.com' } });
    for (const url of [`http://${host}/x.mp4`, 'https://10.0.0.5/x.mp4', 'https://other.example.com/x.mp4']) {
      const answer = await site.send('POST', '/api/uploads/link', { url });
      const { error } = (await answer.json()) as { error: { code: string; message: string } };
      assert.deepEqual([answer.status, error.code], [403, 'LINK_REFUSED'], url);
      assert.ok(!error.message.includes('x.mp4'));
    }
    assert.equal((await site.send('POST', '/api/uploads/link', {})).status, 400);
    assert.deepEqual([site.calls, asked], [[], []]);
    assert.deepEqual(await site.server.store.list(9), []);
  });

  it('answers 403 when LINK_HOSTS is empty', async (t) => {
    const site = await startSite(t);
    const answer = await site.send('POST', '/api/uploads/link', { url: 'https://files.example.com/x.mp4' });
    assert.equal(answer.status, 403);
    assert.match(await answer.text(), /LINK_HOSTS names no host/);
  });
});
