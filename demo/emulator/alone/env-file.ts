import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalStream } from '../options.js';

/**
 * Writes the settings for calling this local Stream, under the names of Cloudflare's SDK and of this repository's
 * servers, for `node --env-file`. Readable only by the owner. A token given by the user is not written.
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
