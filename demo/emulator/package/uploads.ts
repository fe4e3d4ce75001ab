import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MAX_CHUNK_BYTES } from '../uploads/limits.js';
import { askApi, callApi, LocalStreamError, until, WAIT_MS, type CallTarget } from './calls.js';

/** A video as the API shows it, as far as tests ask; the rest is there, too. */
export interface Video {
  readonly uid: string;
  /** Seconds; -1 while unknown. */
  readonly duration: number;
  readonly readyToStream: boolean;
  readonly requireSignedURLs: boolean;
  readonly status: { readonly state: string; readonly errorReasonCode: string; readonly errorReasonText: string };
  readonly playback: { readonly hls: string };
  readonly meta: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** Options of an upload. Others can be set with `api('POST', '/<uid>', {…})`. */
export interface UploadOptions {
  /** Title in the library. @defaultValue the name of the file */
  readonly name?: string;
  /** Whether it plays with a signed token only. @defaultValue false */
  readonly requireSignedURLs?: boolean;
  /** Hosts whose pages may play it. @defaultValue all */
  readonly allowedOrigins?: readonly string[];
  readonly creator?: string;
  /** The moment of its picture, as a part of its length from 0 to 1. @defaultValue 0 */
  readonly thumbnailTimestampPct?: number;
  /** Uid of a watermark. */
  readonly watermark?: string;
  /** `uploaded` returns with the last byte, `ready` when it can be played. @defaultValue 'ready' */
  readonly waitUntil?: 'uploaded' | 'ready';
  /** Milliseconds to wait until it is ready. @defaultValue 120000 */
  readonly timeoutMs?: number;
}

/** A path, a `file:` URL, or the bytes. */
export type UploadSource = string | URL | Uint8Array | Blob;

/**
 * Uploads a file by tus, as a browser would.
 *
 * @throws {LocalStreamError} when it is refused or ends in an error, with Stream's reason.
 */
export async function upload(target: CallTarget, source: UploadSource, options: UploadOptions = {}): Promise<Video> {
  const { blob, fileName } = await open(source);
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['name', options.name ?? fileName],
    ['requiresignedurls', options.requireSignedURLs ? '' : undefined],
    ['allowedorigins', options.allowedOrigins?.join(',')],
    ['thumbnailtimestamppct', options.thumbnailTimestampPct?.toString()],
    ['watermark', options.watermark],
  ];
  const metadata = fields.flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} ${Buffer.from(value).toString('base64')}`.trim()],
  );
  const created = await callApi(target, '?direct_user=true', {
    method: 'POST',
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Length': String(blob.size),
      'Upload-Metadata': metadata.join(','),
    },
  });
  const [url, uid] = [created.headers.get('Location'), created.headers.get('stream-media-id')];
  if (!url || !uid)
    throw new LocalStreamError(`The upload was refused: ${created.status}, ${await created.text()}`, created.status);
  if (options.creator !== undefined) await askApi(target, 'POST', `/${uid}`, { creator: options.creator });
  for (let offset = 0; offset < blob.size; offset += MAX_CHUNK_BYTES) {
    const answer = await fetch(url, {
      method: 'PATCH',
      headers: {
        'Tus-Resumable': '1.0.0',
        'Upload-Offset': String(offset),
        'Content-Type': 'application/offset+octet-stream',
      },
      body: blob.slice(offset, offset + MAX_CHUNK_BYTES),
    });
    if (!answer.ok)
      throw new LocalStreamError(`The file was refused: ${answer.status}, ${await answer.text()}`, answer.status);
  }
  return options.waitUntil === 'uploaded'
    ? askApi<Video>(target, 'GET', `/${uid}`)
    : untilReady(target, uid, options.timeoutMs);
}

/**
 * Waits until a video can be played.
 *
 * @throws {LocalStreamError} with Stream's reason when it ends in an error, or is not ready in time.
 */
export function untilReady(target: CallTarget, uid: string, timeoutMs = WAIT_MS): Promise<Video> {
  const ask = async () => {
    const video = await askApi<Video>(target, 'GET', `/${uid}`);
    const { state, errorReasonCode, errorReasonText } = video.status;
    if (state === 'error') throw new LocalStreamError(`The video ended in ${errorReasonCode}: ${errorReasonText}`, 0);
    return state === 'ready' ? video : undefined;
  };
  return until(ask, `The video ${uid} was not ready`, timeoutMs);
}

async function open(source: UploadSource): Promise<{ readonly blob: Blob; readonly fileName: string }> {
  if (source instanceof Blob) return { blob: source, fileName: 'video' };
  if (source instanceof Uint8Array) return { blob: new Blob([new Uint8Array(source)]), fileName: 'video' };
  const file = source instanceof URL ? fileURLToPath(source) : source;
  // A file that is not there would be an empty one.
  await stat(file);
  return { blob: await openAsBlob(file), fileName: basename(file) };
}
