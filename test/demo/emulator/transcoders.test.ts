import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { chooseTranscoder } from '../../../demo/emulator/encode/choose-transcoder.js';
import { fileSink } from '../../../demo/emulator/encode/file-sink.js';
import { chooseFrameRate, chooseLadder } from '../../../demo/emulator/encode/ladder.js';
import { parseProbe } from '../../../demo/emulator/encode/native-probe.js';
import { placeholderPng } from '../../../demo/emulator/delivery/placeholder.js';
import { startStream, type RunningStream } from './support/running-stream.js';

const ALL = [240, 360, 480, 720, 1080];
const source = (width: number, height: number, frameRate = 30) => ({
  width,
  height,
  frameRate,
  duration: 10,
  hasAudio: true,
});
const sizes = (width: number, height: number, sides = ALL) => {
  return chooseLadder(source(width, height), sides).map((rung) => `${rung.width}x${rung.height}`);
};

async function master(stream: RunningStream): Promise<{ uid: string; text: string }> {
  const uid = await stream.readyVideo({});
  return { uid, text: await (await fetch(`${stream.origin}/${uid}/manifest/video.m3u8`)).text() };
}

describe('the ladder of qualities', () => {
  it('never enlarges, keeps the shape and has even sizes', () => {
    assert.deepEqual(sizes(1920, 1080, [240, 360, 720, 1080]), ['426x240', '640x360', '1280x720', '1920x1080']);
    assert.deepEqual(sizes(854, 480), ['428x240', '640x360', '854x480']);
    assert.deepEqual(sizes(720, 1280, [240, 360, 720]), ['240x426', '360x640', '720x1280']);
    assert.deepEqual(sizes(161, 91), ['162x92']);
    assert.deepEqual(sizes(3840, 2160, [240, 480]), ['426x240', '854x480']);
  });

  it('keeps the frame rate of the source, limited to 1 to 60', () => {
    assert.deepEqual(
      [23.976, 30, 120, 0, 0.2].map((rate) => chooseFrameRate(source(640, 360, rate))),
      [23.976, 30, 60, 30, 1],
    );
  });
});

describe('choice of a transcoder', () => {
  it('prefers a suitable ffmpeg, and falls back to WebAssembly', async (t) => {
    const dir = await mkdtemp(join(tmpdir(), 'local-stream-ffmpeg-'));
    t.after(() => rm(dir, { recursive: true }));
    const ffmpeg = join(dir, 'ffmpeg');
    const script = (able: boolean) =>
      `#!/bin/sh\ncase "$*" in\n*-version*) echo "ffmpeg version 9.8.7-1pkg";;\n*-encoders*) printf ' V..... libx264 x\\n A..... aac x\\n';;\n*-muxers*) echo '  E ${able ? 'hls' : 'none'} x';;\nesac\n`;
    const choose = async (env: NodeJS.ProcessEnv) => {
      const lines: string[] = [];
      const transcoder = await chooseTranscoder('auto', (line) => lines.push(line), env);
      await transcoder.close();
      return [transcoder.name, lines.length];
    };
    await writeFile(ffmpeg, script(true), { mode: 0o755 });
    const native = `ffmpeg 9.8.7 (${ffmpeg})`;
    const wasm = 'ffmpeg compiled to WebAssembly (slower)';
    assert.deepEqual(await choose({ FFMPEG_PATH: ffmpeg }), [native, 0]);
    assert.deepEqual(await choose({ PATH: `/nowhere:${dir}` }), [native, 0]);
    assert.deepEqual(await choose({ FFMPEG_PATH: '/nowhere/ffmpeg', PATH: dir }), [native, 1]);
    assert.deepEqual(await choose({ PATH: '/nowhere' }), [wasm, 0]);
    await writeFile(ffmpeg, script(false), { mode: 0o755 });
    assert.deepEqual(await choose({ PATH: dir }), [wasm, 0]);
    await assert.rejects(
      chooseTranscoder('ffmpeg', () => undefined, { PATH: '/nowhere' }),
      { code: 'ERR_NO_TRANSCODER' },
    );
  });
});

describe('ffmpeg in WebAssembly', () => {
  it('makes a small quality with separate sound, and stills', async (t) => {
    const stream = await startStream(t, { transcoder: 'wasm' });
    const { uid, text } = await master(stream);
    assert.deepEqual(
      [...text.matchAll(/RESOLUTION=(\w+)/g)].map((match) => match[1]),
      ['426x240'],
    );
    assert.match(text, /TYPE=AUDIO/);
    // The second one runs in a worker that was used before.
    for (const time of ['3s', '1s']) {
      const still = await fetch(`${stream.origin}/${uid}/thumbnails/thumbnail.jpg?time=${time}&height=120`);
      assert.equal(still.headers.get('content-type'), 'image/jpeg');
      assert.deepEqual([...new Uint8Array(await still.arrayBuffer()).slice(0, 2)], [0xff, 0xd8]);
    }
  });
});

describe('repackaging', () => {
  it('makes one quality with separate sound, and a placeholder in place of stills', async (t) => {
    const stream = await startStream(t);
    const { uid, text } = await master(stream);
    assert.deepEqual(
      [...text.matchAll(/RESOLUTION=(\w+)/g)].map((match) => match[1]),
      ['640x360'],
    );
    assert.match(text, /TYPE=AUDIO/);
    const still = await fetch(`${stream.origin}/${uid}/thumbnails/thumbnail.jpg?width=320`);
    assert.equal(still.headers.get('content-type'), 'image/png');
    assert.deepEqual(Buffer.from(await still.arrayBuffer()), Buffer.from(placeholderPng(320, 180)));
  });
});

describe('a file of the muxer', () => {
  it(
    'that cannot be written reports the error and does not crash',
    { skip: process.platform !== 'linux' },
    async () => {
      const errors: unknown[] = [];
      const writer = fileSink('/dev/full', (error) => errors.push(error)).getWriter();
      await writer.write({ type: 'write', data: new Uint8Array(10), position: 0 });
      await writer.close();
      assert.deepEqual(
        errors.map((error) => (error as NodeJS.ErrnoException).code),
        ['ENOSPC'],
      );
    },
  );
});

describe('the output of ffmpeg about a file', () => {
  const text = `Input #0, avi, from 'x':
  Duration: 00:01:02.50, start: 0.000000, bitrate: 617 kb/s
  Stream #0:0: Video: mpeg4 (Simple Profile) (FMP4 / 0x34504D46), yuv420p, 640x360 [SAR 1:1 DAR 16:9], 610 kb/s, 29.97 fps, 29.97 tbr
  Stream #0:1: Audio: mp3 (U[0][0][0] / 0x0055), 44100 Hz, mono, fltp, 64 kb/s
`;
  it('is read as size, duration, frame rate and sound, unless there is no video', () => {
    assert.deepEqual(parseProbe(text), { width: 640, height: 360, duration: 62.5, frameRate: 29.97, hasAudio: true });
    assert.equal(parseProbe('x: Invalid data found when processing input'), undefined);
    assert.equal(parseProbe(text.replace(/^.*Video.*\n/m, '')), undefined);
    assert.deepEqual(parseProbe(text.replace('SAR 1:1', 'SAR 2:1'))?.width, 1280, 'oblong pixels');
    assert.equal(parseProbe(text.replace('29.97 tbr', '29.97 tbr (attached pic)')), undefined, 'a cover');
  });
});
