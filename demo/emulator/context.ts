import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AudioMaker } from './audio/audio-maker.js';
import { Copier } from './copies/copier.js';
import { DownloadMaker } from './downloads/download-maker.js';
import { chooseTranscoder } from './encode/choose-transcoder.js';
import { EncodeQueue } from './encode/encode-queue.js';
import { processVideo } from './encode/process-video.js';
import { Broadcasts } from './live/broadcasts.js';
import { recordBroadcast } from './live/record-broadcast.js';
import type { LocalStreamOptions } from './options.js';
import { openAccount } from './state/account.js';
import { Clock } from './state/clock.js';
import { KeyStore } from './state/key-store.js';
import { LiveInputStore } from './state/live-input-store.js';
import { DEFAULT_SETTINGS } from './state/settings.js';
import { VideoStore } from './state/video-store.js';
import { WatermarkStore } from './state/watermark-store.js';
import { WebhookStore } from './state/webhook-store.js';
import { TusStore } from './uploads/tus-store.js';

/**
 * Creates the shared parts of one local Stream. Each user declares what it needs of them as its own `…Context`; only
 * the start knows them all.
 *
 * @param origin where the local Stream can be reached, without a slash at the end
 * @param closing aborted when the local Stream ends
 */
export async function openContext(options: LocalStreamOptions, origin: string, closing: AbortSignal) {
  const { dataDir, transcoder = 'auto' } = options;
  const clock = new Clock(options.now ?? Date.now);
  const { now } = clock;
  const log = options.log ?? (() => undefined);
  // Forms that were being received when the process ended are lost.
  await rm(join(dataDir, 'incoming'), { recursive: true, force: true });
  const settings = {
    ...DEFAULT_SETTINGS,
    ...(options.segmentAccess === undefined ? {} : { segmentAccess: options.segmentAccess }),
    ...(options.readyAfter === undefined ? {} : { readyAfter: options.readyAfter }),
    ...options.settings,
  };
  const account = await openAccount(dataDir, { accountId: options.accountId, apiToken: options.apiToken });
  const videos = await VideoStore.open(join(dataDir, 'videos'), now);
  const liveInputs = await LiveInputStore.open(dataDir, now);
  const queue: EncodeQueue = new EncodeQueue((uid, signal) =>
    videos.get(uid)?.broadcast ? recordBroadcast(context, uid, signal) : processVideo(context, uid, signal),
  );
  const context = {
    origin,
    dataDir,
    closing,
    clock,
    now,
    log,
    settings,
    account,
    videos,
    liveInputs,
    queue,
    segmentSeconds: options.segmentSeconds ?? 4,
    jobTimeoutMs: options.jobTimeoutMs,
    live: new Broadcasts({ videos, liveInputs, queue, now }),
    keys: await KeyStore.open(dataDir, now),
    webhook: await WebhookStore.open(dataDir, now),
    watermarks: await WatermarkStore.open(dataDir),
    tus: await TusStore.open(dataDir),
    transcoder: typeof transcoder === 'string' ? await chooseTranscoder(transcoder, log) : transcoder,
  };
  return {
    ...context,
    copies: new Copier(context),
    downloads: new DownloadMaker(context),
    audio: new AudioMaker(context),
  };
}
