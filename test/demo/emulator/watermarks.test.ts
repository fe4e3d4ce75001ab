import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { findFfmpeg } from '../../harness/tools.mjs';
import { clip, startStream, type RunningStream } from './support/running-stream.js';

const ffmpeg = findFfmpeg();
const run = promisify(execFile);

/** Makes a picture of one colour. */
async function picture(t: TestContext): Promise<Uint8Array<ArrayBuffer>> {
  const dir = await mkdtemp(join(tmpdir(), 'watermark-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  const file = join(dir, 'orange.png');
  await run(ffmpeg ?? '', ['-v', 'error', '-f', 'lavfi', '-i', 'color=0xff8000:s=160x90', '-frames:v', '1', file]);
  return new Uint8Array(await readFile(file));
}

/** Tells which places of a thumbnail are orange; places are fractions of its width and height. */
async function orangeAt(stream: RunningStream, uid: string, places: readonly (readonly [number, number])[]) {
  const answer = await fetch(`${stream.origin}/${uid}/thumbnails/thumbnail.jpg?time=2s&width=160&height=90`);
  const file = join(stream.dataDir, 'thumbnail.jpg');
  await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
  const args = ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const { stdout } = await run(ffmpeg ?? '', args, { encoding: 'buffer' });
  return places.map(([x, y]) => {
    const at = 3 * (Math.round(y * 89) * 160 + Math.round(x * 159));
    const [red = 0, green = 0, blue = 0] = stdout.subarray(at, at + 3);
    return red > 220 && Math.abs(green - 128) < 30 && blue < 50;
  });
}

describe('a watermark', { skip: ffmpeg ? false : 'there is no ffmpeg' }, () => {
  const places = [
    [0.06, 0.94],
    [0.34, 0.66],
    [0.01, 0.99],
    [0.5, 0.5],
    [0.94, 0.06],
  ] as const;

  it('is drawn at its position and size, even if it is deleted before the upload', async (t) => {
    const stream = await startStream(t, { transcoder: 'ffmpeg' });
    const form = new FormData();
    form.set('file', new Blob([await picture(t)]), 'orange.png');
    for (const [name, value] of Object.entries({ position: 'lowerLeft', scale: 0.35, padding: 0.03, opacity: 1 }))
      form.set(name, String(value));
    const { uid: watermark } = await stream.result<{ uid: string }>('/watermarks', { method: 'POST', body: form });
    const { url, uid } = await stream.createTus((await clip()).length, { watermark });
    await stream.api(`/watermarks/${watermark}`, { method: 'DELETE' });
    const headers = {
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    };
    await fetch(url, { method: 'PATCH', headers, body: await clip() });
    await stream.finished(uid, 'ready');
    assert.deepEqual(await orangeAt(stream, uid, places), [true, true, false, false, false]);
    const plain = await stream.readyVideo({});
    assert.deepEqual(await orangeAt(stream, plain, places), [false, false, false, false, false]);
  });
});
