import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listCaptions, readCaption } from '../../../demo/emulator/state/caption-store.js';
import { VideoStore } from '../../../demo/emulator/state/video-store.js';
import { startStream, type Envelope, type RunningStream } from './support/running-stream.js';

const VTT = 'WEBVTT\n\n00:00.000 --> 00:02.000\nMerhaba\n';

const put = (stream: RunningStream, uid: string, language: string, content: BlobPart, field = 'file') => {
  const body = new FormData();
  body.append(field, new Blob([content]), 'captions.vtt');
  return stream.api(`/${uid}/captions/${language}`, { method: 'PUT', body });
};
const list = (stream: RunningStream, uid: string) =>
  stream.result<{ language: string; label: string; generated: boolean }[]>(`/${uid}/captions`);

describe('captions', () => {
  it('are stored unchanged, one file per language, in the order of their upload', async (t) => {
    const stream = await startStream(t);
    const uid = await stream.readyVideo();
    for (const language of ['tr', 'en-gb', 'de', 'zh-Hant'])
      assert.equal((await put(stream, uid, language, VTT)).status, 200);
    const other = '\uFEFFWEBVTT - second try\r\n';
    assert.equal((await put(stream, uid, 'DE', other)).status, 200);
    const shown = (await list(stream, uid)).map(({ language, label }) => [language, label]);
    assert.deepEqual(shown, [
      ['tr', 'Türkçe'],
      ['en-GB', 'British English'],
      ['zh-Hant', '繁體中文'],
      ['de', 'Deutsch'],
    ]);

    const vtt = await stream.api(`/${uid}/captions/tr/vtt`);
    assert.equal(vtt.headers.get('content-type'), 'text/vtt; charset=utf-8');
    assert.equal(await vtt.text(), VTT);
    await stream.restart();
    const context = { videos: await VideoStore.open(`${stream.dataDir}/videos`, Date.now) };
    assert.deepEqual(
      listCaptions(context, uid).map(({ language }) => language),
      ['tr', 'en-GB', 'zh-Hant', 'de'],
    );
    assert.equal((await readCaption(context, uid, 'de'))?.toString(), other);
    assert.equal(await stream.result(`/${uid}/captions/de`, { method: 'DELETE' }), '');
    for (const path of ['de', 'de/vtt']) assert.equal((await stream.api(`/${uid}/captions/${path}`)).status, 404);
    assert.equal((await stream.api(`/${uid}/captions/de`, { method: 'DELETE' })).status, 404);
  });

  it('must be WebVTT in a valid language, for an uploaded video', async (t) => {
    const stream = await startStream(t);
    const uid = await stream.readyVideo();
    const wrong: [Response, number, RegExp][] = [
      [await put(stream, uid, 'en', '1\n00:00:01,000 --> 00:00:02,000\nSubRip\n'), 400, /WEBVTT/],
      [await put(stream, uid, 'en', 'WEBVTTX'), 400, /WEBVTT/],
      [await put(stream, uid, 'en', new Uint8Array([...Buffer.from('WEBVTT\n'), 0xff])), 400, /UTF-8/],
      [await put(stream, uid, 'en', VTT, 'vtt'), 400, /no file "file"/],
      [await put(stream, uid, 'not_a_tag', VTT), 400, /BCP 47/],
      [await put(stream, uid, 'en', `WEBVTT\n${' '.repeat(10 * 1024 * 1024)}`), 413, /10485760 bytes/],
      [await stream.api(`/${uid}/captions/en`, { method: 'PUT', body: VTT }), 400, /multipart/],
      [await put(stream, (await stream.createTus(5)).uid, 'en', VTT), 400, /not uploaded/],
      [await put(stream, '0'.repeat(32), 'en', VTT), 404, /no such video/],
    ];
    for (const [response, status, detail] of wrong) {
      const { messages } = (await response.json()) as Envelope<null>;
      assert.equal(response.status, status);
      assert.match(messages[0]?.message ?? '', detail);
    }
    assert.deepEqual(await list(stream, uid), []);
  });

  it('are generated as a placeholder if captionGeneration says so, and can be replaced', async (t) => {
    const stream = await startStream(t, { settings: { captionGeneration: 'placeholder' } });
    const uid = await stream.readyVideo();
    const generate = (language: string) => stream.api(`/${uid}/captions/${language}/generate`, { method: 'POST' });
    const { result } = (await (await generate('en')).json()) as Envelope<unknown>;
    assert.deepEqual(result, {
      language: 'en',
      label: 'English (auto-generated)',
      generated: true,
      status: 'inprogress',
    });
    assert.deepEqual(await list(stream, uid), [
      { language: 'en', label: 'English (auto-generated)', generated: true, status: 'ready' },
    ]);
    assert.match(
      await (await stream.api(`/${uid}/captions/en/vtt`)).text(),
      /^WEBVTT\n\n1\n00:00:00.000 --> 00:00:05.\d{3}\n.*placeholder/,
    );
    assert.equal((await generate('en')).status, 409);
    assert.equal((await generate('tr')).status, 400);
    // Once replaced, they no longer count as generated.
    await put(stream, uid, 'en', VTT);
    assert.deepEqual(await list(stream, uid), [
      { language: 'en', label: 'English', generated: false, status: 'ready' },
    ]);
  });
});
