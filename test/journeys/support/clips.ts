import fs from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../../../demo/start/options.js';

const MiB = 1024 ** 2;
/** Candidates in order: a film that may lie beside the project, then the short clip of the fixtures. */
const SOURCES = ['../shared/media/big-buck-bunny-480p-30s.mp4', 'test/fixtures/clip-5s.mp4'];

/**
 * Writes a clip that is uploaded in four chunks of 5 MiB. It ends in a `free` box, which MP4 readers skip, so that it is
 * large to send yet quick to encode.
 *
 * @returns The path of the clip.
 */
export function writeClip(folder: string): string {
  const source = SOURCES.map((name) => path.join(PROJECT, name)).find((file) => fs.existsSync(file));
  if (source === undefined) throw new Error('No clip to upload was found.');
  const film = fs.readFileSync(source);
  const padding = Buffer.alloc(Math.max(8, 16 * MiB - film.length));
  padding.writeUInt32BE(padding.length, 0);
  padding.write('free', 4, 'latin1');
  const file = path.join(folder, 'journey.mp4');
  fs.writeFileSync(file, Buffer.concat([film, padding]));
  return file;
}
