import assert from 'node:assert/strict';
import { checkPlaylists, type Played } from './check-playlists.js';
import type { InputCase } from './inputs.js';
import { until, type RunningStream } from './running-stream.js';

/** Most frames per second that Stream delivers. */
const MAX_FRAME_RATE = 70;

/** Waits for the end of an input's job, compares it with what was expected, and reads all of it as a player does. */
export async function checkInput(
  stream: RunningStream,
  uid: string,
  { name, outcome }: InputCase,
): Promise<Played | undefined> {
  const video = await until(async () => {
    const asked = await stream.video(uid);
    return ['ready', 'error'].includes(asked.status.state) ? asked : undefined;
  }, 60_000);
  const { state, errorReasonCode } = video.status;
  if ('code' in outcome) {
    assert.deepEqual([name, state, errorReasonCode], [name, 'error', outcome.code]);
    return undefined;
  }
  assert.deepEqual([name, state, errorReasonCode], [name, 'ready', '']);
  assert.equal(`${video.input.width}x${video.input.height}`, outcome.size, name);
  assert.ok(Math.abs(video.duration - outcome.seconds) < 0.15, `${name} is ${video.duration} s long`);
  const played = await checkPlaylists(`${stream.origin}/${uid}/manifest/video.m3u8`).catch((error: unknown) => {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  });
  assert.equal(played.hasAudio, outcome.audio ?? true, `${name}: sound`);
  assert.ok(Math.abs(played.seconds - outcome.seconds) < 0.2, `${name} plays for ${played.seconds} s`);
  for (const { width, height, frameRate } of played.variants) {
    assert.equal(width < height, video.input.width < video.input.height, `${name} stands upright or lies`);
    assert.ok(frameRate <= MAX_FRAME_RATE, `${name} has ${frameRate} frames per second`);
  }
  if (outcome.renditions !== undefined) assert.equal(played.variants.length, outcome.renditions, name);
  if (outcome.frameRate !== undefined)
    assert.ok(Math.abs((played.variants[0]?.frameRate ?? 0) - outcome.frameRate) < 0.1, name);
  return played;
}
