import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { PROJECT } from '../../../demo/start/options.js';
import { findFfmpeg } from '../../harness/tools.mjs';

/** Duration of the demo's sample. */
const SAMPLE_SECONDS = 64;

/** Writes a film that loops the sample for so many seconds at least, and gives its path. */
export function writeFilm(folder: string, seconds: number): string {
  const file = path.join(folder, 'film.mp4');
  const loops = Math.ceil(seconds / SAMPLE_SECONDS) - 1;
  const sample = path.join(PROJECT, 'demo/sample/sample.mp4');
  const options = ['-y', '-loglevel', 'error', '-stream_loop', String(loops), '-i', sample, '-c', 'copy'];
  execFileSync(findFfmpeg() ?? 'ffmpeg', [...options, file]);
  return file;
}
