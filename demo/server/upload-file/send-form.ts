import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UploadError } from './upload-error.js';

/** Options for sending a file. */
export interface Sending {
  readonly file: string;
  readonly size: number;
  readonly uploadUrl: string;
  readonly signal: AbortSignal;
  /** Called with the number of sent bytes. */
  readonly onProgress: (sentBytes: number) => void;
}

/** Time without a sent byte after which the connection counts as dead. */
const IDLE_MS = 120_000;

/**
 * Sends a file as one form, for a `direct_upload` URL, from the disk and with a known length.
 *
 * @throws {UploadError} `NETWORK` if a retry may help, `UPLOAD_REJECTED`, `UPLOAD_EXPIRED`.
 */
export async function sendForm({ file, size, uploadUrl, signal, onProgress }: Sending): Promise<void> {
  const boundary = `----${randomUUID()}`;
  const name = path.basename(file).replaceAll(/["\r\n\\]/g, '_');
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const url = new URL(uploadUrl);
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method: 'POST',
    signal,
    timeout: IDLE_MS,
    headers: {
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': head.length + size + tail.length,
    },
  });
  request.on('timeout', () => request.destroy());
  const answered = new Promise<number>((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
  });
  const sent = pipeline(async function* () {
    yield head;
    let sentBytes = 0;
    for await (const chunk of fs.createReadStream(file, { end: size - 1 }) as AsyncIterable<Buffer>) {
      yield chunk;
      onProgress((sentBytes += chunk.length));
    }
    yield tail;
  }, request);
  // A refusal may arrive while the file is still being sent: then only that counts.
  sent.catch(() => undefined);
  const status = await answered.catch(() => {
    throw new UploadError('NETWORK', 'The connection to Stream was lost.');
  });
  if (status >= 200 && status < 300) return;
  request.destroy();
  throw refusalOf(status);
}

/** Creates the error for a failed response. */
export function refusalOf(status: number): UploadError {
  if ([403, 404, 410].includes(status))
    return new UploadError('UPLOAD_EXPIRED', 'The upload URL cannot be used any more.');
  if (status === 408 || status === 429 || status >= 500)
    return new UploadError('NETWORK', `Stream cannot take the file now (status ${status}).`);
  return new UploadError('UPLOAD_REJECTED', `Stream did not take the file (status ${status}).`);
}
