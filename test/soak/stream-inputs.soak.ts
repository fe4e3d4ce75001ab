// Uploads inputs of every kind to a local Stream and reads the result as a player does. ffmpeg has to take them all; for
// the other transcoders, the result is only printed.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkInput } from '../demo/emulator/support/check-input.js';
import { INPUTS, makeInputs } from '../demo/emulator/support/inputs.js';
import { RunningStream } from '../demo/emulator/support/running-stream.js';
import { findFfmpeg } from '../harness/tools.mjs';

const ffmpeg = findFfmpeg();
if (!ffmpeg) throw new Error('ffmpeg, which makes the inputs, was not found.');
const files = await makeInputs(ffmpeg, INPUTS);

for (const transcoder of ['ffmpeg', 'wasm', 'remux'] as const) {
  const dataDir = await mkdtemp(join(tmpdir(), 'local-stream-inputs-'));
  const stream = new RunningStream({ port: 0, dataDir, transcoder, segmentSeconds: 1 });
  await stream.start();
  let asExpected = 0;
  try {
    for (const input of INPUTS) {
      const bytes = files.get(input.name);
      if (!bytes) {
        console.log(`${transcoder}: ${input.name} was skipped: this ffmpeg cannot make it`);
        continue;
      }
      try {
        await checkInput(stream, await stream.upload(bytes, input.metadata), input);
        asExpected += 1;
      } catch (error) {
        console.log(`${transcoder}: ${input.name}: ${(error as Error).message.replace(/\s+/g, ' ').slice(0, 200)}`);
        if (transcoder === 'ffmpeg') process.exitCode = 1;
      }
    }
  } finally {
    await stream.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
  console.log(`${transcoder}: ${asExpected} of ${files.size === 0 ? 0 : INPUTS.length} inputs as expected`);
}
