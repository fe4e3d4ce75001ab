import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '../errors.js';
import type { StreamApi } from '../stream-api.js';
import { createSpeedometer, type ProgressView } from './progress.js';
import type { FileIdentity, Resumable, ResumeFile } from './resume-file.js';
import { sendForm } from './send-form.js';
import { sendTus } from './send-tus.js';
import { UploadError } from './upload-error.js';

/** Options of {@link uploadFile}. */
export interface UploadFileOptions {
  readonly file: string;
  /** @defaultValue the file's own */
  readonly name?: string | undefined;
  readonly stream: StreamApi;
  readonly resumeFor: (file: FileIdentity) => ResumeFile;
  readonly view: ProgressView;
  /** Called with sentences about the progress. */
  readonly say: (sentence: string) => void;
  readonly signal: AbortSignal;
  /** @defaultValue true */
  readonly isWaiting?: boolean;
  /** Largest file for a single request. @defaultValue Stream's limit, 200 MB */
  readonly maxFormBytes?: number;
  readonly chunkBytes?: number | undefined;
  readonly retriesMs?: readonly number[];
  /** Time without progress after which another connection is opened, in milliseconds. */
  readonly stallMs?: number;
  /** Interval between two status requests, in milliseconds. @defaultValue 3000 */
  readonly everyMs?: number;
}

const MAX_BYTES = 30_000_000_000;
const MAX_FORM_BYTES = 200_000_000;
/** Delays before retries of a failed request, in milliseconds. */
const FORM_RETRIES_MS = [1_000, 5_000, 15_000];

/**
 * Sends a file to Stream, or resumes an interrupted attempt, and waits until it can be played.
 *
 * @returns The video's uid.
 * @throws {UploadError} With the reason of a failure.
 * @throws {ApiError} If Stream's API refuses.
 */
export async function uploadFile(options: UploadFileOptions): Promise<string> {
  const { stream, view, say, signal } = options;
  const file = await identify(options.file);
  const resume = options.resumeFor(file);
  let state = await resume.read();
  if (state) say(`Going on with the upload of ${path.basename(file.path)}.`);
  // The last response may have been lost although the file is complete.
  if (state && !state.isSent && (await isThere(stream, state.uid))) state = { ...state, isSent: true };
  if (!state?.isSent) state = await send(options, file, resume, state);
  await resume.write({ ...state, isSent: true });
  if (options.isWaiting !== false) await waitUntilReady(stream, state.uid, view, signal, options.everyMs ?? 3_000);
  await resume.remove();
  view.end();
  return state.uid;
}

async function identify(given: string): Promise<FileIdentity> {
  try {
    const real = await fs.realpath(given);
    const stat = await fs.stat(real);
    if (!stat.isFile()) throw new UploadError('FILE_NOT_FOUND', `${given} is not a file.`);
    if (stat.size === 0) throw new UploadError('FILE_EMPTY', `${given} is empty.`);
    if (stat.size > MAX_BYTES)
      throw new UploadError('FILE_TOO_LARGE', `${given} has more than the 30 GB that Stream takes.`);
    await (await fs.open(real)).close();
    return { path: real, size: stat.size, modifiedMs: stat.mtimeMs };
  } catch (error) {
    if (error instanceof UploadError) throw error;
    throw new UploadError(
      'FILE_NOT_FOUND',
      `${given} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
    );
  }
}

async function isThere(stream: StreamApi, uid: string): Promise<boolean> {
  const known = await stream.details(uid, 'upload');
  return known !== undefined && known.status !== 'pending';
}

async function send(
  options: UploadFileOptions,
  file: FileIdentity,
  resume: ResumeFile,
  known: Resumable | undefined,
): Promise<Resumable> {
  const { view, signal, stream } = options;
  const speedOf = createSpeedometer();
  const onProgress = (sentBytes: number): void =>
    view.show({ phase: 'sending', done: sentBytes, total: file.size, speed: speedOf(sentBytes) });
  let state = known;
  for (let attempt = 0; ; attempt++) {
    state ??= await create(options, file);
    await resume.write(state);
    try {
      const sending = { file: file.path, size: file.size, uploadUrl: state.uploadUrl, signal, onProgress };
      if (state.protocol === 'form') await sendForm(sending);
      else {
        const { chunkBytes, retriesMs, stallMs } = options;
        await sendTus({
          ...sending,
          ...(chunkBytes && { chunkBytes }),
          ...(retriesMs && { retriesMs }),
          ...(stallMs && { stallMs }),
        });
      }
      await checkUnchanged(file);
      return state;
    } catch (error) {
      if (signal.aborted) throw new UploadError('UPLOAD_INTERRUPTED', 'Interrupted. The same command goes on.');
      if (!(error instanceof UploadError)) throw error;
      if (error.code === 'UPLOAD_EXPIRED' && state === known) {
        // The upload URL has expired: start over with a new one.
        state = undefined;
        options.say('The earlier upload cannot be gone on with; starting again.');
        continue;
      }
      const retryMs = (options.retriesMs ?? FORM_RETRIES_MS)[attempt];
      if (error.code !== 'NETWORK' || state.protocol === 'tus' || retryMs === undefined) throw error;
      await pause(retryMs, undefined, { signal }).catch(() => undefined);
      if (await isThere(stream, state.uid)) return state;
    }
  }
}

async function create(
  { stream, name, maxFormBytes = MAX_FORM_BYTES }: UploadFileOptions,
  { path: file, size }: FileIdentity,
): Promise<Resumable> {
  const shown = name ?? path.basename(file);
  const protocol = size <= maxFormBytes ? 'form' : 'tus';
  const { uid, uploadUrl } =
    protocol === 'form'
      ? await stream.createFormUpload({ name: shown, creator: undefined })
      : await stream.createTusUpload({
          name: shown,
          creator: undefined,
          lengthBytes: size,
          meta: { filename: path.basename(file) },
        });
  return { uid, uploadUrl, protocol, isSent: false };
}

/** Checks that the file is unchanged: otherwise, a mix of old and new would have been sent. */
async function checkUnchanged(file: FileIdentity): Promise<void> {
  const stat = await fs.stat(file.path);
  if (stat.size !== file.size || stat.mtimeMs !== file.modifiedMs) {
    throw new UploadError('FILE_CHANGED', 'The file changed while it was sent; send it again.');
  }
}

async function waitUntilReady(
  stream: StreamApi,
  uid: string,
  view: ProgressView,
  signal: AbortSignal,
  everyMs: number,
): Promise<void> {
  for (;;) {
    const state = await stream.details(uid, 'poll').catch((error: unknown) => {
      // The file has arrived: a temporary failure of Stream is retried.
      if (error instanceof ApiError && ['STREAM_BUSY', 'STREAM_UNREACHABLE'].includes(error.code)) return undefined;
      throw error;
    });
    if (state?.status === 'error')
      throw new UploadError(
        'VIDEO_FAILED',
        `Stream could not process the video (${state.errorCode ?? 'ERR_UNKNOWN'}).`,
      );
    view.show({
      phase: 'processing',
      done: state?.status === 'ready' ? 10_000 : (state?.percent ?? 0) * 100,
      total: 10_000,
    });
    if (state?.status === 'ready') return;
    await pause(Math.max(everyMs, Math.min(60_000, stream.pausedForMs('poll'))), undefined, { signal }).catch(() => {
      throw new UploadError(
        'UPLOAD_INTERRUPTED',
        `Interrupted. The file is at Stream, as ${uid}; the same command goes on waiting.`,
      );
    });
  }
}
