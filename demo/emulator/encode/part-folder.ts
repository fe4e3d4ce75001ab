import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Prefix of folders that are being filled. */
const PREFIX = 'media.part-';

/**
 * A folder that nothing ever wrote to. An ffmpeg that outlived the process which started it may still be writing to
 * the last one; without it, that one ends.
 */
export async function freshPart(dir: string): Promise<string> {
  await removeParts(dir);
  return mkdtemp(join(dir, PREFIX));
}

/** Removes unfinished folders. */
export async function removeParts(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (name.startsWith(PREFIX)) await rm(join(dir, name), { recursive: true, force: true });
  }
}
