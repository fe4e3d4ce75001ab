import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeFilm } from '../../soak/support/film.js';

/** A film of so many seconds, which is the sample again and again. */
export function longFilm(seconds: number): Uint8Array<ArrayBuffer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-film-'));
  const bytes = Uint8Array.from(fs.readFileSync(writeFilm(folder, seconds)));
  fs.rmSync(folder, { recursive: true });
  return bytes;
}
