import fs from 'node:fs/promises';
import path from 'node:path';
import { PROJECT } from './options.js';

const FILE = path.join(PROJECT, 'demo/sample/sample.mp4');
const NAME = 'A day in the hills';

/**
 * Puts the sample video into the library, the way a browser would: an upload URL from the server, the bytes to Stream.
 *
 * @param url - Where the server is.
 * @returns a line to show when there is no sample to put in.
 */
export async function addSample(url: string, file: string = FILE): Promise<string | undefined> {
  const bytes = await fs.readFile(file).catch(() => undefined);
  if (!bytes) return 'There is no sample video (demo/sample/sample.mp4), so the library is empty.';
  const tus = { 'Tus-Resumable': '1.0.0' };
  const created = await fetch(`${url}/api/uploads`, {
    method: 'POST',
    headers: {
      ...tus,
      'Upload-Length': String(bytes.length),
      'Upload-Metadata': `name ${Buffer.from(NAME).toString('base64')}`,
    },
  });
  const location = created.headers.get('Location');
  if (created.status !== 201 || location === null)
    return `The sample video could not be added (the server answered ${created.status}).`;
  const sent = await fetch(location, {
    method: 'PATCH',
    headers: { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
    body: bytes,
  });
  return sent.ok ? undefined : `The sample video could not be added (the local Stream answered ${sent.status}).`;
}
