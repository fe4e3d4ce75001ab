// Encoding takes longer than most of the tests that use the encoded video.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EncodeJob, Transcoder } from '../../demo/emulator/encode/transcoder.js';

/** A transcoder that encodes each file once, and then copies the result. Processes do not share it. */
export function encodeOnce(transcoder: Transcoder): Transcoder {
  const folder = ownFolder();
  return {
    name: transcoder.name,
    still: (job) => transcoder.still(job),
    ...(transcoder.gif ? { gif: (job) => transcoder.gif!(job) } : {}),
    ...(transcoder.probe ? { probe: (file, signal) => transcoder.probe!(file, signal) } : {}),
    encodeAudio: (job) => transcoder.encodeAudio(job),
    close: () => transcoder.close(),
    async encode(job) {
      const known = path.join(folder, await keyOf(transcoder, job));
      if (!fs.existsSync(known)) {
        await transcoder.encode(job);
        await keep(job.outDir, known);
        return;
      }
      await cp(known, job.outDir, { recursive: true });
      job.onProgress(1);
    },
  };
}

async function keyOf({ name }: Transcoder, { inputFile, segmentSeconds, part }: EncodeJob): Promise<string> {
  const how = JSON.stringify([name, segmentSeconds, part]);
  return createHash('sha256')
    .update(how)
    .update(await readFile(inputFile))
    .digest('hex');
}

/** Renames at the end: another process may be looking for it, or making the same. */
async function keep(made: string, as: string): Promise<void> {
  const copy = await mkdtemp(`${as}-`);
  await cp(made, copy, { recursive: true });
  await rename(copy, as).catch(() => rm(copy, { recursive: true }));
}

let own: string | undefined;
function ownFolder(): string {
  if (!own) {
    const folder = (own = fs.mkdtempSync(path.join(os.tmpdir(), 'test-encoded-')));
    process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  }
  return own;
}
