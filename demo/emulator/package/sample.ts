import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { GET_FFMPEG } from '../encode/choose-transcoder.js';

const run = promisify(execFile);

/** Beside this file in the package, among the tests in the repository. */
const FILES = ['./sample.mp4', '../../../test/fixtures/clip-5s.mp4'];
const SAMPLE_SECONDS = 5;

/**
 * Reads a small video: 640 × 360 pixels, 24 frames per second, with audio, five seconds by default.
 *
 * @throws {Error} when another length is asked for, and there is no ffmpeg to make it.
 */
export async function readSample(seconds = SAMPLE_SECONDS): Promise<Uint8Array> {
  const file =
    FILES.map((name) => fileURLToPath(new URL(name, import.meta.url))).find((path) => existsSync(path)) ?? '';
  if (seconds === SAMPLE_SECONDS) return readFile(file);
  const folder = await mkdtemp(join(tmpdir(), 'local-stream-sample-'));
  const made = join(folder, 'sample.mp4');
  try {
    const again = ['-stream_loop', String(Math.ceil(seconds / SAMPLE_SECONDS)), '-i', file];
    await run(process.env.FFMPEG_PATH ?? 'ffmpeg', [
      '-v',
      'error',
      ...again,
      '-t',
      String(seconds),
      '-c',
      'copy',
      made,
    ]);
    return await readFile(made);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(`Only a sample of ${SAMPLE_SECONDS} seconds can be had without ffmpeg. ${GET_FFMPEG}`, {
      cause: error,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
