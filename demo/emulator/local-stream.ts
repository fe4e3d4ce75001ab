import { mkdir } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openContext } from './context.js';
import type { EncodeQueue } from './encode/encode-queue.js';
import { isComplete } from './encode/process-video.js';
import { createListener } from './listener.js';
import type { LocalStream, LocalStreamOptions } from './options.js';
import { lockFolder } from './state/folder-lock.js';
import type { VideoState } from './records/video-record.js';
import type { VideoStore } from './state/video-store.js';
import { recoverUploads } from './uploads/recover-uploads.js';
import { runScheduledDeletions } from './uploads/scheduled-deletions.js';
import { resumeWebhooks } from './webhooks/notify.js';

export type { LocalStream, LocalStreamOptions } from './options.js';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/**
 * Starts a Cloudflare Stream that listens on this machine only: accounts API, uploads, encoding, delivery, webhook.
 * Serves existing data again, and resumes interrupted jobs.
 *
 * @throws {Error} with `code` `EADDRINUSE` for a taken port, the file system's code (`EACCES`, `EROFS`, `ENOTDIR` …)
 * for a folder it cannot use, `ERR_FOLDER_IN_USE`, `ERR_HOST_NOT_LOOPBACK`, or `ERR_NO_TRANSCODER`.
 */
export async function createLocalStream(options: LocalStreamOptions): Promise<LocalStream> {
  const host = options.host ?? '127.0.0.1';
  if (!LOOPBACK.includes(host)) {
    throw Object.assign(new Error('The local Stream listens on loopback only.'), { code: 'ERR_HOST_NOT_LOOPBACK' });
  }
  await mkdir(options.dataDir, { recursive: true });
  let listener: RequestListener | undefined;
  // The port first: a process that has it may be using the folder, too.
  const server = createServer((req, res) => {
    if (listener) listener(req, res);
    else res.writeHead(503, { 'Retry-After': '1' }).end();
  });
  // Uploads take as long as they take.
  server.requestTimeout = 0;
  // Node's five seconds are short enough to cut a connection just as a client uses it again.
  server.keepAliveTimeout = 60_000;
  const origin = await listen(server, options.port, host);
  const closing = new AbortController();
  let unlock: (() => void) | undefined;
  try {
    unlock = lockFolder(options.dataDir);
    const context = await openContext(options, origin, closing.signal);
    // Before any request: recovered uploads look unfinished until then.
    await recoverUploads(context);
    await runScheduledDeletions(context);
    listener = createListener(context);
    await context.copies.resume();
    context.downloads.resume();
    context.audio.resume();
    resumeJobs(context);
    resumeWebhooks(context);
    const { accountId, apiToken } = context.account;
    return {
      origin,
      apiBase: `${origin}/client/v4`,
      accountId,
      apiToken,
      transcoderName: context.transcoder.name,
      close: async () => {
        closing.abort(new Error('The local Stream is closing.'));
        await Promise.all([
          closeServer(server),
          context.copies.close(),
          context.downloads.close(),
          Promise.all([context.queue.close(), context.audio.close()]).then(() => context.transcoder.close()),
        ]);
        await context.videos.idle();
        unlock?.();
      },
    };
  } catch (error) {
    await closeServer(server);
    unlock?.();
    throw error;
  }
}

const JOB_STATES: readonly VideoState[] = ['queued', 'inprogress', 'ready'];

/** Queues what was queued, running or only partly encoded when the process ended, in the order of upload. */
function resumeJobs({ videos, queue }: { readonly videos: VideoStore; readonly queue: EncodeQueue }): void {
  const open = videos.list().filter(({ status }) => !isComplete(status) && JOB_STATES.includes(status.state));
  open.sort((a, b) => (a.uploaded ?? '').localeCompare(b.uploaded ?? ''));
  for (const { uid } of open) queue.add(uid);
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { port: taken } = server.address() as AddressInfo;
      // Browsers treat this name as a secure context, and pages call it by this name.
      resolve(`http://localhost:${taken}`);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
