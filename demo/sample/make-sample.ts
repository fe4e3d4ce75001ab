// Draws, plays and encodes sample.mp4: npx tsx demo/sample/make-sample.ts
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeSample, storeFrames } from './encode.js';
import { DURATION_S, FRAME_RATE } from './frame.js';
import { openFrameSource } from './frames.js';
import { composeMusic } from './music.js';
import { wavOf } from './wav.js';

const FRAMES = DURATION_S * FRAME_RATE;

async function* drawFrames(): AsyncGenerator<Buffer> {
  const source = await openFrameSource();
  try {
    for (let index = 0; index < FRAMES; index += 1) {
      if (index % (10 * FRAME_RATE) === 0) process.stdout.write(`frame ${index} of ${FRAMES}\n`);
      yield await source.frame(index);
    }
  } finally {
    await source.close();
  }
}

async function makeSample(out: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sample-'));
  try {
    const audio = path.join(folder, 'music.wav');
    const video = path.join(folder, 'frames.mp4');
    await writeFile(audio, wavOf(composeMusic()));
    await storeFrames(drawFrames(), video);
    await encodeSample(video, audio, path.join(folder, 'pass'), out);
  } finally {
    await rm(folder, { recursive: true });
  }
  process.stdout.write(`sample.mp4: ${(await stat(out)).size} bytes\n`);
}

await makeSample(path.join(import.meta.dirname, 'sample.mp4'));
