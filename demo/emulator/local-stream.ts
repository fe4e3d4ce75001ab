import { mkdir, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { StreamContext } from './context.js';
import { Copier } from './copies/copier.js';
import { DownloadMaker } from './downloads/download-maker.js';
import { chooseTranscoder } from './encode/choose-transcoder.js';
import { EncodeQueue } from './encode/encode-queue.js';
import { isComplete, processVideo } from './encode/process-video.js';
import { createListener } from './http/listener.js';
import { Broadcasts } from './live/broadcasts.js';
import { recordBroadcast } from './live/record-broadcast.js';
import type { LocalStream, LocalStreamOptions } from './options.js';
import { openAccount } from './state/account.js';
import { Clock } from './state/clock.js';
import { lockFolder } from './state/folder-lock.js';
import { KeyStore } from './state/key-store.js';
import { LiveInputStore } from './state/live-input-store.js';
import { DEFAULT_SETTINGS } from './state/settings.js';
import type { VideoState } from './state/video-record.js';
import { VideoStore } from './state/video-store.js';
import { WatermarkStore } from './state/watermark-store.js';
import { WebhookStore } from './state/webhook-store.js';
import { recoverUploads } from './uploads/recover-uploads.js';
import { TusStore } from './uploads/tus-store.js';
import { resumeWebhooks } from './webhooks/notify.js';

export type { LocalStream, LocalStreamOptions } from './options.js';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/**
 * Starts a Cloudflare Stream that answers on this machine only: accounts API, uploads, encoding, delivery, webhook.
 * What was there before is served again, and jobs that were cut short are taken up.
 *
 * @throws {Error} with `code` `EADDRINUSE` for a taken port, the file system's code (`EACCES`, `EROFS`, `ENOTDIR` …)
 * for a folder it cannot use, `ERR_FOLDER_IN_USE`, `ERR_HOST_NOT_LOOPBACK`, or `ERR_NO_TRANSCODER`.
 * @since 0.1.0
 */
export async function createLocalStream(options: LocalStreamOptions): Promise<LocalStream> {
  const host = options.host ?? '127.0.0.1';
  if (!LOOPBACK.includes(host)) {
    throw Object.assign(new Error('The local Stream listens on loopback only.'), { code: 'ERR_HOST_NOT_LOOPBACK' });
  }
  await mkdir(options.dataDir, { recursive: true });
  let listener: RequestListener | undefined;
  // The port first: whoever has it may be using the folder, too.
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
    // Before anyone asks: what is recovered looks unfinished until then.
    await recoverUploads(context);
    listener = createListener(context);
    await context.copies.resume();
    context.downloads.resume();
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
          context.queue.close().then(() => context.transcoder.close()),
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

async function openContext(options: LocalStreamOptions, origin: string, closing: AbortSignal): Promise<StreamContext> {
  const { dataDir, transcoder = 'auto' } = options;
  const clock = new Clock(options.now ?? Date.now);
  const { now } = clock;
  const log = options.log ?? (() => undefined);
  // Forms that were being received when the process ended belong to nobody.
  await rm(join(dataDir, 'incoming'), { recursive: true, force: true });
  const context: StreamContext = {
    origin,
    dataDir,
    closing,
    clock,
    now,
    log,
    segmentSeconds: options.segmentSeconds ?? 4,
    jobTimeoutMs: options.jobTimeoutMs,
    settings: {
      ...DEFAULT_SETTINGS,
      ...(options.segmentAccess === undefined ? {} : { segmentAccess: options.segmentAccess }),
      ...(options.readyAfter === undefined ? {} : { readyAfter: options.readyAfter }),
      ...options.settings,
    },
    account: await openAccount(dataDir, { accountId: options.accountId, apiToken: options.apiToken }),
    videos: await VideoStore.open(join(dataDir, 'videos'), now),
    liveInputs: await LiveInputStore.open(dataDir, now),
    get live() {
      return live;
    },
    keys: await KeyStore.open(dataDir, now),
    webhook: await WebhookStore.open(dataDir, now),
    watermarks: await WatermarkStore.open(dataDir),
    tus: await TusStore.open(dataDir),
    transcoder: typeof transcoder === 'string' ? await chooseTranscoder(transcoder, log) : transcoder,
    queue: new EncodeQueue((uid, signal) => {
      return context.videos.get(uid)?.broadcast
        ? recordBroadcast(context, uid, signal)
        : processVideo(context, uid, signal);
    }),
    copies: new Copier(() => context),
    downloads: new DownloadMaker(() => context),
  };
  const live = new Broadcasts(context);
  return context;
}

const JOB_STATES: readonly VideoState[] = ['queued', 'inprogress', 'ready'];

/** Queues what was queued, running or only half encoded when the process ended, in the order of upload. */
function resumeJobs({ videos, queue }: StreamContext): void {
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
