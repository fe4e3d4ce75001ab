// Captions for what has become ready, on real sockets: made by Stream, or handed to it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clip, patch, until } from '../demo/emulator/support/running-stream.js';
import { startSite, type Site } from './support/site.js';

interface Caption {
  readonly language: string;
  readonly generated: boolean;
}
const stream = { settings: { captionGeneration: 'placeholder' } } as const;

/** Sends the clip through the server, and waits for its webhook. */
async function upload(site: Site): Promise<string> {
  const bytes = await clip();
  const created = await site.send('POST', '/api/uploads', undefined, {
    'Tus-Resumable': '1.0.0',
    'Upload-Length': String(bytes.length),
  });
  const uid = created.headers.get('stream-media-id') ?? '';
  assert.equal((await patch(created.headers.get('Location') ?? '', 0, bytes)).status, 204);
  await until(async () => ((await site.server.store.get(uid))?.status === 'ready' ? true : undefined));
  return uid;
}
const captionsOf = async (site: Site, uid: string): Promise<(string | boolean)[][]> =>
  (await site.stream.result<Caption[]>(`/${uid}/captions`)).map(({ language, generated }) => [language, generated]);
const captionCalls = (site: Site): string[] =>
  site.calls.filter((call) => call.includes('/captions/')).map((call) => call.replace(/[0-9a-f]{32}/, 'uid'));

describe('captions', () => {
  it('are generated in the languages of the settings, once, when a video is ready', async (t) => {
    const site = await startSite(t, {
      env: { CAPTION_LANGUAGES: 'en, de' },
      stream: { settings: { ...stream.settings, webhooks: 'twice' } },
    });
    const uid = await upload(site);
    await until(async () => ((await captionsOf(site, uid)).length === 2 ? true : undefined));
    await site.get(`/api/videos/${uid}`);
    await site.server.poll.run({ all: true });
    assert.deepEqual(captionCalls(site), ['POST /uid/captions/en/generate', 'POST /uid/captions/de/generate']);
    const { token } = await site.json<{ token: string }>(`/api/videos/${uid}/token`);
    assert.match(await (await site.playlist(token)).text(), /TYPE=SUBTITLES.*LANGUAGE="en"/);
  });

  it('are handed to Stream where the site has them, each for its video', async (t) => {
    const vtt = 'WEBVTT\n\n00:00.000 --> 00:01.000\nGrüß Gott\n';
    const asked: string[] = [];
    const site = await startSite(t, {
      captionsFor: ({ uid }) => {
        asked.push(uid);
        return [{ language: 'de', vtt }];
      },
    });
    const uid = await upload(site);
    await until(async () => ((await captionsOf(site, uid)).length === 1 ? true : undefined));
    assert.deepEqual(await captionsOf(site, uid), [['de', false]]);
    assert.equal(await (await site.stream.api(`/${uid}/captions/de/vtt`)).text(), vtt);
    assert.deepEqual(asked, [uid]);
  });

  it('are tried again where Stream cannot be asked, and keep no video from being ready', async (t) => {
    const site = await startSite(t, { env: { CAPTION_LANGUAGES: 'en' }, stream });
    await site.stream.sim('POST', 'faults', { path: '/captions/', times: 1, status: 503 });
    const uid = await upload(site);
    await until(() => site.entries.find(({ code }) => code === 'CAPTIONS_FAILED'));
    assert.equal((await site.get(`/api/videos/${uid}/token`)).status, 200);
    assert.deepEqual(await captionsOf(site, uid), []);
    await site.server.poll.run();
    assert.deepEqual(await captionsOf(site, uid), [['en', true]]);
    await site.server.poll.run();
    assert.equal(captionCalls(site).length, 2);
  });

  it('of one language that Stream refuses do not keep another from it, and are not tried for ever', async (t) => {
    const site = await startSite(t, { env: { CAPTION_LANGUAGES: 'he, en' }, stream });
    const uid = await upload(site);
    await until(async () => ((await captionsOf(site, uid)).length === 1 ? true : undefined));
    await site.server.poll.run();
    assert.deepEqual(captionCalls(site), ['POST /uid/captions/he/generate', 'POST /uid/captions/en/generate']);
  });

  it('are left alone where a video was ready before it was found', async (t) => {
    const site = await startSite(t, { env: { CAPTION_LANGUAGES: 'en' }, stream });
    const [first, second] = [await site.stream.readyVideo(), await site.stream.readyVideo()];
    await site.get(`/api/videos/${first}/token`);
    await site.server.importLibrary();
    await site.get(`/api/videos/${second}/token`);
    assert.deepEqual(captionCalls(site), []);
  });
});
