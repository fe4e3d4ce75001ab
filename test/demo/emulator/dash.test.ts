import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LiveInput } from './support/live-input.js';
import { startStream, type VideoJson } from './support/running-stream.js';

const VTT = 'WEBVTT\n\n00:00.000 --> 00:04.000\nTom & Jerry\n';

describe('manifest/video.mpd', () => {
  it('lists the files of the playlists, each with its own signature, and each caption file as a whole', async (t) => {
    const stream = await startStream(t);
    const uid = await stream.readyVideo({});
    const body = new FormData();
    body.append('file', new Blob([VTT]), 'de.vtt');
    await stream.result(`/${uid}/captions/de`, { method: 'PUT', body });
    const { playback } = await stream.result<VideoJson & { playback: { dash: string } }>(`/${uid}`);
    const answer = await fetch(playback.dash);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'application/dash+xml']);
    const text = await answer.text();
    assert.deepEqual(
      [...text.matchAll(/<AdaptationSet contentType="(\w+)"/g)].map(([, type]) => type),
      ['video', 'audio', 'text'],
    );
    assert.match(text, /type="static" mediaPresentationDuration="PT5(\.\d+)?S"/);
    const urls = [...text.matchAll(/(?:sourceURL|media)="([^"]+)"|<BaseURL>([^<]+)</g)].map(
      ([, url, base]) => new URL((url ?? base ?? '').replaceAll('&#38;', '&'), playback.dash),
    );
    assert.equal(new Set(urls.map(String)).size, urls.length, 'each file once');
    const [, audio] = /contentType="audio"[^]*?<SegmentTimeline>(.*?)<\/SegmentTimeline>/.exec(text) ?? [];
    const times = [...(audio ?? '').matchAll(/t="(\d+)" d="(\d+)"/g)].map(([, at, length]) => [
      Number(at),
      Number(length),
    ]);
    times.reduce((end, [at = 0, length = 0]) => (assert.equal(at, end), at + length), 0);
    const answers = await Promise.all(urls.map((url) => fetch(url)));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    const captions = answers.find(({ headers }) => headers.get('content-type')?.startsWith('text/vtt'));
    assert.equal(await captions?.text(), VTT);
    // A signature is valid for one file only.
    const [first, second] = urls.filter(({ pathname }) => pathname.includes('/audio/'));
    assert.equal((await fetch(`${stream.origin}${second?.pathname}${first?.search}`)).status, 403);
  });

  it('answers 401 and 404 as playlists do; a broadcast has none', async (t) => {
    const stream = await startStream(t);
    const statusOf = async (id: string) => (await fetch(`${stream.origin}/${id}/manifest/video.mpd`)).status;
    const uid = await stream.readyVideo();
    assert.deepEqual([await statusOf(uid), await statusOf(await stream.token(uid))], [401, 200]);
    assert.equal(await statusOf((await stream.createTus(1_000)).uid), 404);
    const input = await LiveInput.create(stream);
    assert.equal(await statusOf(input.uid), 204);
    await input.start({ video: uid });
    assert.equal(await statusOf(input.uid), 404);
  });
});
