import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunningStream } from './running-stream.js';

/** Changes the record of a video and adds files to it, as the API would have done. Takes effect after a restart. */
export async function placeFiles(
  { dataDir }: RunningStream,
  uid: string,
  change: object,
  files: Record<string, string>,
): Promise<void> {
  const dir = join(dataDir, 'videos', uid);
  const record = JSON.parse(await readFile(join(dir, 'video.json'), 'utf8')) as object;
  await writeFile(join(dir, 'video.json'), JSON.stringify({ ...record, ...change }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
}
