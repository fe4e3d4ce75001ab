import fs from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../../../demo/start/options.js';

const MiB = 1024 ** 2;
/** A real film where this machine has it beside the project, otherwise a short one that the project brings along. */
const SOURCES = ['../shared/media/big-buck-bunny-480p-30s.mp4', 'test/fixtures/clip-5s.mp4'];

/**
 * Writes a clip that takes four chunks of 5 MiB to send. Its end is a box of nothing, which every reader of MP4 passes
 * over, so that it is long to send and short to encode.
 *
 * @returns where it is.
 */
export function writeClip(folder: string): string {
  const source = SOURCES.map((name) => path.join(PROJECT, name)).find((file) => fs.existsSync(file));
  if (source === undefined) throw new Error('There is no clip to upload.');
  const film = fs.readFileSync(source);
  const padding = Buffer.alloc(Math.max(8, 16 * MiB - film.length));
  padding.writeUInt32BE(padding.length, 0);
  padding.write('free', 4, 'latin1');
  const file = path.join(folder, 'journey.mp4');
  fs.writeFileSync(file, Buffer.concat([film, padding]));
  return file;
}
