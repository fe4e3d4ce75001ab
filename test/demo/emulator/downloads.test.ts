import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import type { DownloadKind } from '../../../demo/emulator/records/download.js';
import { downloadFile } from '../../../demo/emulator/state/download-store.js';
import { VideoStore } from '../../../demo/emulator/state/video-store.js';
import { clip, startStream, until, type Envelope, type RunningStream } from './support/running-stream.js';

type Downloads = Record<string, { status: string; url: string; percentComplete: number }>;

const list = (stream: RunningStream, uid: string) => stream.result<Downloads>(`/${uid}/downloads`);

function made(stream: RunningStream, uid: string): Promise<Downloads> {
  return until(async () => {
    const downloads = await list(stream, uid);
    return Object.values(downloads).some(({ status }) => status === 'inprogress') ? undefined : downloads;
  });
}

/** What the downloaded file really contains. */
async function look(stream: RunningStream, uid: string, kind: DownloadKind) {
  const videos = await VideoStore.open(`${stream.dataDir}/videos`, Date.now);
  const file = downloadFile({ videos }, uid, kind);
  assert.ok(file);
  const bytes = new Uint8Array(await readFile(file));
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  const text = Buffer.from(bytes).toString('latin1');
  return {
    seconds: await input.computeDuration(),
    video: video && [
      await video.getCodec(),
      await video.getDisplayWidth(),
      (await video.computePacketStats()).packetCount,
    ],
    audio: audio && [await audio.getCodec(), (await audio.computePacketStats()).packetCount > 100],
    fastStart: text.indexOf('moov') < text.indexOf('mdat'),
    fragmented: text.includes('moof'),
  };
}

describe('downloads', () => {
  it('are complete MP4 and audio files with the index first, and can be deleted one by one', async (t) => {
    const stream = await startStream(t);
    const uid = await stream.readyVideo();
    assert.deepEqual(await list(stream, uid), {});
    const { default: mp4 } = await stream.result<Downloads>(`/${uid}/downloads`, { method: 'POST' });
    assert.equal(mp4?.url, `${stream.origin}/${uid}/downloads/default.mp4`);
    const { audio } = await stream.result<Downloads>(`/${uid}/downloads/audio`, { method: 'POST' });
    assert.equal(audio?.url, `${stream.origin}/${uid}/downloads/audio.m4a`);
    assert.deepEqual(
      Object.values(await made(stream, uid)).map(({ status, percentComplete }) => [status, percentComplete]),
      [
        ['ready', 100],
        ['ready', 100],
      ],
    );

    const whole = await look(stream, uid, 'default');
    assert.ok(Math.abs(whole.seconds - 5) < 0.1);
    assert.deepEqual(whole.video, ['avc', 640, 120]);
    assert.deepEqual([whole.audio, whole.fastStart, whole.fragmented], [['aac', true], true, false]);
    const sound = await look(stream, uid, 'audio');
    assert.ok(Math.abs(sound.seconds - 5) < 0.1);
    assert.deepEqual([sound.video, sound.audio, sound.fastStart], [null, ['aac', true], true]);

    await stream.restart();
    assert.equal((await list(stream, uid)).default?.status, 'ready');
    assert.equal(await stream.result(`/${uid}/downloads/audio`, { method: 'DELETE' }), '');
    assert.deepEqual(Object.keys(await list(stream, uid)), ['default']);
    assert.equal((await stream.api(`/${uid}/downloads/audio`, { method: 'DELETE' })).status, 404);
  });

  it('are refused for a video that is not ready, or unknown', async (t) => {
    const stream = await startStream(t);
    const { uid: waiting } = await stream.createTus(5);
    const early = await stream.api(`/${waiting}/downloads`, { method: 'POST' });
    assert.equal(early.status, 400);
    assert.match(((await early.json()) as Envelope<null>).messages[0]?.message ?? '', /not ready/);
    assert.equal((await stream.api(`/${'0'.repeat(32)}/downloads`)).status, 404);
  });

  it('report an error when they fail, and are made when requested again', async (t) => {
    const stream = await startStream(t);
    const uid = await stream.upload(await clip());
    await stream.finished(uid, 'ready');
    const videos = await VideoStore.open(`${stream.dataDir}/videos`, Date.now);
    const init = `${videos.mediaOf(uid)}/audio/128/init.mp4`;
    const bytes = await readFile(init);
    await rm(init);
    await stream.result(`/${uid}/downloads/audio`, { method: 'POST' });
    assert.deepEqual((await made(stream, uid)).audio, {
      status: 'error',
      url: `${stream.origin}/${uid}/downloads/audio.m4a`,
      percentComplete: 0,
    });
    await writeFile(init, bytes);
    await stream.result(`/${uid}/downloads/audio`, { method: 'POST' });
    assert.equal((await made(stream, uid)).audio?.status, 'ready');
  });
});
