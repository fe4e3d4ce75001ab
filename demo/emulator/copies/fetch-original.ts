import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { Settings } from '../state/settings.js';
import { MAX_UPLOAD_BYTES } from '../uploads/limits.js';
import { fetchLoopback, OriginError } from './loopback.js';

/** A server that says nothing for this long is given up. */
const STALL_MS = 30_000;

interface FetchOptions {
  readonly mode: Settings['copyOrigin'];
  readonly signal: AbortSignal;
  /** Called with the size as soon as it is known. */
  readonly onSize: (bytes: number) => void;
}

/**
 * Downloads a video to `path`. As Cloudflare documents it: the size with `HEAD`, the bytes with a range; `lenient` is
 * content with whatever a `GET` answers.
 *
 * @throws {OriginError} when the server refuses, breaks off, or sends more than a video may have.
 * @see https://developers.cloudflare.com/api/resources/stream/subresources/copy/methods/create/
 */
export async function fetchOriginal(url: URL, path: string, { mode, signal, onSize }: FetchOptions): Promise<void> {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(new OriginError('the server sent nothing for a while')), STALL_MS);
  const both = AbortSignal.any([signal, stalled.signal]);
  try {
    if (mode === 'strict') await askSize(url, both, onSize);
    const headers = mode === 'strict' ? { Range: 'bytes=0-' } : {};
    const response = await fetchLoopback(url, { headers, signal: both });
    const wanted = mode === 'strict' ? [206] : [200, 206];
    if (!wanted.includes(response.status) || !response.body) {
      await response.body?.cancel();
      throw new OriginError(
        response.status === 200 ? 'the server does not answer ranges' : `the server answered ${response.status}`,
      );
    }
    onSize(checkSize(response));
    const body = Readable.fromWeb(response.body as NodeReadableStream<Uint8Array>);
    await pipeline(body, watched(timer), createWriteStream(path), { signal: both });
  } catch (error) {
    signal.throwIfAborted();
    if (stalled.signal.aborted) throw stalled.signal.reason as OriginError;
    throw error instanceof OriginError ? error : new OriginError('the connection broke off', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function askSize(url: URL, signal: AbortSignal, onSize: (bytes: number) => void): Promise<void> {
  const response = await fetchLoopback(url, { method: 'HEAD', signal });
  if (!response.ok) throw new OriginError(`the server answered ${response.status} to HEAD`);
  onSize(checkSize(response));
}

function checkSize({ headers }: Response): number {
  const total = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1] ?? headers.get('content-length') ?? '0';
  if (Number(total) > MAX_UPLOAD_BYTES) throw new OriginError(`it has more than ${MAX_UPLOAD_BYTES} bytes`);
  return Number(total);
}

/** Passes everything through, resets `timer` on each chunk, and fails beyond the size limit. */
function watched(timer: NodeJS.Timeout): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      timer.refresh();
      seen += chunk.length;
      if (seen > MAX_UPLOAD_BYTES) done(new OriginError(`it has more than ${MAX_UPLOAD_BYTES} bytes`));
      else done(null, chunk);
    },
  });
}
