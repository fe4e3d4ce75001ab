import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { PROJECT } from '../../../demo/start/options.js';
import { findFfmpeg } from '../../harness/tools.mjs';

/** Clip that a film repeats, and its duration in seconds. */
export interface Clip {
  readonly file: string;
  readonly seconds: number;
}

const SAMPLE: Clip = { file: path.join(PROJECT, 'demo/sample/sample.mp4'), seconds: 64 };

/** Runs ffmpeg quietly. */
export function runFfmpeg(args: readonly string[]): void {
  execFileSync(findFfmpeg() ?? 'ffmpeg', ['-y', '-loglevel', 'error', ...args]);
}

/** Writes a film that loops a clip (the demo's sample) for so many seconds at least, and gives its path. */
export function writeFilm(folder: string, seconds: number, clip = SAMPLE): string {
  const file = path.join(folder, 'film.mp4');
  const loops = Math.ceil(seconds / clip.seconds) - 1;
  runFfmpeg(['-stream_loop', String(loops), '-i', clip.file, '-c', 'copy', file]);
  return file;
}
