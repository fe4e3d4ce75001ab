import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runFfmpeg, writeFilm, type Clip } from '../../soak/support/film.js';

/** Time between two key frames of a noisy film, in frames and in seconds: that of Stream's segments. */
const KEY_FRAMES = { frames: 96, perSecond: 24 };

export interface NoisyFilm {
  readonly seconds: number;
  /** Width and height, such as `1280x720`. */
  readonly size: string;
  readonly megabitsPerSecond: number;
}

/** Makes a film with so much noise in it that it takes the bits that it may. */
export function noisyFilm(film: NoisyFilm): Uint8Array<ArrayBuffer> {
  return inFolder((folder) => writeNoise(folder, film).file);
}

/** A film of so many seconds: the sample again and again, or twenty noisy seconds, where bits are said. */
export function longFilm(seconds: number, noise?: Omit<NoisyFilm, 'seconds'>): Uint8Array<ArrayBuffer> {
  return inFolder((folder) => writeFilm(folder, seconds, noise && writeNoise(folder, { ...noise, seconds: 20 })));
}

function writeNoise(folder: string, { seconds, size, megabitsPerSecond }: NoisyFilm): Clip {
  const file = path.join(folder, 'noise.mp4');
  const { frames, perSecond } = KEY_FRAMES;
  const picture = `testsrc2=size=${size}:rate=${perSecond}:duration=${seconds},noise=alls=10:allf=t`;
  const bits = `${megabitsPerSecond}M`;
  runFfmpeg([
    ...['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', `sine=frequency=330:duration=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', bits, '-maxrate', bits, '-bufsize', bits],
    ...['-g', `${frames}`, '-keyint_min', `${frames}`, '-sc_threshold', '0'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', file],
  ]);
  return { file, seconds };
}

function inFolder(write: (folder: string) => string): Uint8Array<ArrayBuffer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-film-'));
  const bytes = Uint8Array.from(fs.readFileSync(write(folder)));
  fs.rmSync(folder, { recursive: true });
  return bytes;
}
