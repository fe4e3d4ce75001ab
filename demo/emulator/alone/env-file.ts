import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalStream } from '../options.js';

/**
 * Writes what a program needs to call this local Stream, under the names that Cloudflare's SDK reads, and under those of the
 * servers of this repository, for `node --env-file`. For its owner's eyes only. A token that was brought along is not written down: who brought it has it.
 *
 * @param ownToken whether the token was made here
 * @returns the path of the file.
 */
export async function writeEnvFile(
  dataDir: string,
  { apiBase, accountId, apiToken }: Pick<LocalStream, 'apiBase' | 'accountId' | 'apiToken'>,
  ownToken: boolean,
): Promise<string> {
  const file = join(dataDir, 'stream.env');
  const lines = [
    `CLOUDFLARE_BASE_URL=${apiBase}`,
    `CLOUDFLARE_ACCOUNT_ID=${accountId}`,
    ...(ownToken ? [`CLOUDFLARE_API_TOKEN=${apiToken}`] : []),
    `STREAM_API_BASE=${apiBase}`,
    `STREAM_ACCOUNT_ID=${accountId}`,
    ...(ownToken ? [`STREAM_API_TOKEN=${apiToken}`] : []),
  ];
  // An old file would keep its own rights.
  await rm(file, { force: true });
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  return file;
}
