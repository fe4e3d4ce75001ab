import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EncodeError } from '../encode/transcoder.js';
import { takeOriginal, type TakeContext } from '../uploads/take-upload.js';
import { notifyWebhook, type NotifyContext } from '../webhooks/notify.js';
import { fetchOriginal } from './fetch-original.js';
import { OriginError } from './loopback.js';

interface Job {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** Dependencies of copying. */
export interface CopyContext extends TakeContext, NotifyContext {}

/**
 * Downloads the videos that are copied from a URL, all at the same time: how many there can be is limited where they
 * are asked for.
 */
export class Copier {
  readonly #context: CopyContext;
  readonly #jobs = new Map<string, Job>();
  #closed = false;

  constructor(context: CopyContext) {
    this.#context = context;
  }

  /** Begins to download a video whose record says where from. */
  start(uid: string): void {
    if (this.#closed || this.#jobs.has(uid)) return;
    const abort = new AbortController();
    const ended = copy(this.#context, uid, abort.signal)
      .catch((error: unknown) => {
        if (!abort.signal.aborted) this.#context.log(`Video ${uid} could not be copied: ${(error as Error).message}`);
      })
      .then(() => void this.#jobs.delete(uid));
    this.#jobs.set(uid, { abort, ended });
  }

  /** Begins again with every copy that was cut short with the process. */
  async resume(): Promise<void> {
    const context = this.#context;
    for (const { uid, status } of context.videos.list()) {
      if (status.state !== 'downloading') continue;
      if (await exists(context.videos.originalOf(uid))) await takeOriginal(context, uid);
      else this.start(uid);
    }
  }

  /** Resolves once nothing of a copy runs any more. */
  async cancel(uid: string): Promise<void> {
    const job = this.#jobs.get(uid);
    job?.abort.abort(new Error('The copy was cancelled.'));
    await job?.ended;
  }

  /** Stops all copies and takes no more. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#jobs.keys()].map((uid) => this.cancel(uid)));
  }
}

async function copy(context: CopyContext, uid: string, signal: AbortSignal): Promise<void> {
  const { videos, settings } = context;
  const url = videos.get(uid)?.upload.url;
  if (url === undefined) return;
  const part = join(videos.dirOf(uid), 'original.part');
  try {
    const onSize = (size: number) => videos.touch(uid, { size });
    await fetchOriginal(new URL(url), part, { mode: settings.copyOrigin, signal, onSize });
    signal.throwIfAborted();
    // The file comes before the record: after a crash in between, the file shows what is left to do.
    await rename(part, videos.originalOf(uid));
    await takeOriginal(context, uid);
  } catch (error) {
    await rm(part, { force: true });
    if (!(error instanceof OriginError)) throw error;
    context.log(`Video ${uid} could not be copied: ${error.message}.`);
    await fail(context, uid, error);
  }
}

async function fail(context: CopyContext, uid: string, { message }: OriginError): Promise<void> {
  const { code, message: text } = new EncodeError('ERR_FETCH_ORIGIN_ERROR');
  await context.videos.update(uid, {
    status: { state: 'error', errorReasonCode: code, errorReasonText: `${text.replace(/\.$/, '')}: ${message}.` },
    webhookDue: true,
  });
  const record = context.videos.get(uid);
  if (record) notifyWebhook(context, record);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
