import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { ApiError } from '../shared/envelope.js';
import { inspect } from '../encode/inspect.js';
import { EncodeError, type Transcoder } from '../encode/transcoder.js';
import { MAX_FORM_BYTES } from './limits.js';
import { MultipartFile } from './multipart.js';
import { takeUpload, type TakeContext } from './take-upload.js';

/** A file that came as a form and is not yet any video's. */
export interface ReceivedForm {
  readonly fileName: string | undefined;
  /** Makes it the upload of this video, unless another file was faster. */
  take(uid: string): Promise<void>;
}

/** Dependencies of receiving a form. */
export interface ReceiveContext extends TakeContext {
  readonly dataDir: string;
  readonly transcoder: Transcoder;
  /** Aborted when the local Stream ends. */
  readonly closing: AbortSignal;
}

/**
 * Writes the form's `file` to disk as it arrives and makes sure that it is a video.
 *
 * @throws {ApiError} `tooLarge`, `badRequest` for a form without a file, `notAVideo`.
 */
export async function receiveForm(context: ReceiveContext, request: Request): Promise<ReceivedForm> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > MAX_FORM_BYTES + 65_536) throw new ApiError('tooLarge', `a form has at most ${MAX_FORM_BYTES} bytes`);
  if (!request.body) throw new ApiError('badRequest', 'the form is empty');
  const dir = join(context.dataDir, 'incoming');
  await mkdir(dir, { recursive: true });
  const path = join(dir, randomBytes(8).toString('hex'));
  try {
    const body = Readable.fromWeb(request.body as NodeReadableStream<Uint8Array>);
    const form = new MultipartFile(body, request.headers.get('content-type') ?? '', 'file');
    await pipeline(form, atMost(MAX_FORM_BYTES), createWriteStream(path));
    if (!(await isVideo(context, path))) {
      throw new ApiError('notAVideo', 'the file is not a video');
    }
    return { fileName: form.fileName, take: (uid) => take(context, uid, path) };
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof TypeError) throw new ApiError('badRequest', error.message);
    throw error;
  }
}

/** A damaged video counts as one: that is found out when it is encoded, as with every other upload. */
async function isVideo(context: ReceiveContext, path: string): Promise<boolean> {
  try {
    return (await inspect(path, context.transcoder, context.closing)) !== undefined;
  } catch (error) {
    if (error instanceof EncodeError) return true;
    throw error;
  }
}

async function take(context: ReceiveContext, uid: string, path: string): Promise<void> {
  if (await takeUpload(context, uid, path)) return;
  await rm(path, { force: true });
  throw new ApiError('alreadyUploaded', 'this URL was used before');
}

function atMost(bytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > bytes) done(new ApiError('tooLarge', `a form has at most ${bytes} bytes`));
      else done(null, chunk);
    },
  });
}
