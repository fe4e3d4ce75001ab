import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { findFfmpeg } from '../../harness/tools.mjs';
import { checkInput } from './support/check-input.js';
import { INPUTS, makeInputs } from './support/inputs.js';
import { startStream } from './support/running-stream.js';

const ffmpeg = findFfmpeg();
const skip = ffmpeg ? false : 'there is no ffmpeg';

describe('inputs', { skip }, () => {
  const cases = INPUTS.filter(({ isLong }) => !isLong);
  let files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  before(async () => {
    files = await makeInputs(ffmpeg ?? '', cases);
  });

  it('of many kinds end as ready or with the right error code, one after the other', async (t) => {
    const stream = await startStream(t, { transcoder: 'ffmpeg', segmentSeconds: 1 });
    // All are queued together: none of them may block the next one.
    const jobs = [];
    for (const input of cases) {
      const bytes = files.get(input.name);
      if (bytes) jobs.push({ input, uid: await stream.upload(bytes, input.metadata) });
      else t.diagnostic(`${input.name} was left out: ffmpeg cannot make it here`);
    }
    for (const { input, uid } of jobs) await checkInput(stream, uid, input);
    assert.ok(jobs.length > 20);
  });

  it('are processed by ffmpeg in WebAssembly, too', async (t) => {
    const stream = await startStream(t, { transcoder: 'wasm', segmentSeconds: 1 });
    for (const name of ['turned-90.mp4', 'mpeg4.avi', 'cut.mkv']) {
      const input = cases.find((other) => other.name === name)!;
      await checkInput(stream, await stream.upload(files.get(name)!), input);
    }
    // This build has no decoder for it: it is repackaged.
    const av1 = files.get('av1.mp4');
    if (av1) {
      const { variants } =
        (await checkInput(
          stream,
          await stream.upload(av1),
          cases.find(({ name }) => name === 'av1.mp4')!,
        )) ?? {};
      assert.match(variants?.[0]?.codecs ?? '', /^av01/);
    }
  });

  it('are repackaged without ffmpeg if browsers can play the result', async (t) => {
    const stream = await startStream(t, { segmentSeconds: 1 });
    for (const name of [
      'turned-90.mp4',
      'vp9.webm',
      'vfr.mp4',
      'cut-index-first.mp4',
      'too-short.mp4',
      'text.mp4',
      'sound.m4a',
    ]) {
      const input = cases.find((other) => other.name === name)!;
      await checkInput(stream, await stream.upload(files.get(name)!), input);
    }
    const [surround, prores] = [
      await stream.upload(files.get('surround.mkv')!),
      await stream.upload(files.get('prores.mov')!),
    ];
    await stream.finished(surround, 'ready');
    const master = await (await fetch(`${stream.origin}/${surround}/manifest/video.m3u8`)).text();
    assert.doesNotMatch(master, /TYPE=AUDIO/, 'a sound that no browser plays is left out');
    assert.equal((await stream.finished(prores, 'error')).status.errorReasonCode, 'ERR_UNKNOWN');
  });
});
