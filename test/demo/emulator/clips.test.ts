import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { findFfmpeg } from '../../harness/tools.mjs';
import { startStream, type Envelope, type RunningStream, type VideoJson } from './support/running-stream.js';

const run = promisify(execFile);
const post = (body: object) => ({ method: 'POST', body: JSON.stringify(body) });

/** Returns a small thumbnail as grey pixels. */
async function stillAt(stream: RunningStream, uid: string, time: string): Promise<Buffer> {
  const answer = await fetch(`${stream.origin}/${uid}/thumbnails/thumbnail.jpg?time=${time}&width=160`);
  const file = join(stream.dataDir, 'still.jpg');
  await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
  const args = ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
  return (await run(findFfmpeg() ?? '', args, { encoding: 'buffer' })).stdout;
}

/** The mean difference of two pictures, 0 to 255. */
function distance(a: Buffer, b: Buffer): number {
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}

describe('a clip of a video', { skip: findFfmpeg() ? false : 'there is no ffmpeg' }, () => {
  it('is a separate video of that part, which stays when the original is deleted', async (t) => {
    const stream = await startStream(t, { transcoder: 'ffmpeg' });
    const from = await stream.readyVideo({});
    const body = { clippedFromVideoUID: from, startTimeSeconds: 2, endTimeSeconds: 4.5, name: 'Part', creator: 'me' };
    const made = await stream.result<VideoJson & { clippedFrom: string }>('/clip', post(body));
    assert.deepEqual([made.clippedFrom, made.meta.name, made.creator], [from, 'Part', 'me']);
    assert.ok(['queued', 'inprogress'].includes(made.status.state));
    const moment = await stillAt(stream, from, '3s');
    await stream.api(`/${from}`, { method: 'DELETE' });
    const clip = await stream.finished(made.uid, 'ready');
    assert.equal(Math.round(clip.duration * 10), 25);
    const [here, elsewhere] = [await stillAt(stream, made.uid, '1s'), await stillAt(stream, made.uid, '2s')];
    const [near, far] = [distance(here, moment), distance(elsewhere, moment)];
    assert.ok(near * 3 < far, `${near} ${far}`);
    // The times of a clip of the clip count from the beginning of the clip.
    const again = { clippedFromVideoUID: made.uid, startTimeSeconds: 1, endTimeSeconds: 2 };
    const { uid } = await stream.result<VideoJson>('/clip', post(again));
    assert.equal(Math.round((await stream.finished(uid, 'ready')).duration * 10), 10);
    const first = distance(await stillAt(stream, uid, '0s'), moment);
    assert.ok(first * 3 < far, `${first} ${far}`);
  });

  it('is refused for an unknown video or a part outside it, and fails without an encoder', async (t) => {
    const stream = await startStream(t);
    const from = await stream.readyVideo({});
    const wrong: readonly (readonly [object, number, RegExp])[] = [
      [{}, 400, /clippedFromVideoUID is missing/],
      [{ clippedFromVideoUID: 'none' }, 404, /no such video/],
      [{ clippedFromVideoUID: from, startTimeSeconds: 9, endTimeSeconds: 10 }, 400, /^startTimeSeconds must be/],
      [{ clippedFromVideoUID: from, startTimeSeconds: 2, endTimeSeconds: 2 }, 400, /^endTimeSeconds must be/],
      [{ clippedFromVideoUID: from, startTimeSeconds: 2, endTimeSeconds: 60 }, 400, /^endTimeSeconds must be/],
    ];
    for (const [body, status, sentence] of wrong) {
      const response = await stream.api('/clip', post(body));
      assert.equal(response.status, status);
      assert.match(((await response.json()) as Envelope<null>).messages[0]?.message ?? '', sentence);
    }
    const body = { clippedFromVideoUID: from, startTimeSeconds: 0, endTimeSeconds: 2 };
    const { uid } = await stream.result<VideoJson>('/clip', post(body));
    assert.equal((await stream.finished(uid, 'error')).status.errorReasonCode, 'ERR_UNKNOWN');
  });
});
