import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toTimestamp } from '../shared/time.js';
import type { VideoStatus } from '../records/video-record.js';
import type { Watermark, WatermarkStore } from '../state/watermark-store.js';
import { notifyWebhook, type NotifyContext } from '../webhooks/notify.js';
import { inspect } from './inspect.js';
import { JobLimit } from './job-limit.js';
import { freshPart, removeParts } from './part-folder.js';
import type { Renditions } from '../records/renditions.js';
import { readRenditions } from './read-renditions.js';
import { EncodeError, type SourceInfo, type Transcoder, type WatermarkImage } from './transcoder.js';

/**
 * Shortest video that Stream takes, in seconds.
 * @see https://developers.cloudflare.com/api/resources/stream/
 */
const MIN_DURATION_SECONDS = 0.1;

/** A job that takes longer than this, and so many times the length of its video on top, hangs. */
const TIMEOUT_FLOOR_MS = 120_000;
const TIMEOUT_FACTOR = 30;

/** Percentage of the work for the lowest quality, if it is published first. */
const FIRST_PERCENT = 30;

interface Job {
  readonly uid: string;
  readonly limit: JobLimit;
}

/** Dependencies of encoding. */
export interface ProcessContext extends NotifyContext {
  readonly transcoder: Transcoder;
  readonly watermarks: WatermarkStore;
  readonly segmentSeconds: number;
  /** Longest time for one job; by default it depends on the duration of the video. */
  readonly jobTimeoutMs: number | undefined;
}

/**
 * Encodes a queued video until it is `ready` or `error`, and notifies the webhook. If `signal` aborts, the video is
 * left as it is, to be resumed.
 */
export async function processVideo(context: ProcessContext, uid: string, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const job = { uid, limit: new JobLimit(signal) };
  const tell = (event: string) => {
    context.log(`Video ${uid} ${event} after ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  };
  job.limit.allow(context.jobTimeoutMs ?? TIMEOUT_FLOOR_MS);
  try {
    const source = await look(context, job);
    job.limit.allow(context.jobTimeoutMs ?? TIMEOUT_FLOOR_MS + source.duration * 1000 * TIMEOUT_FACTOR);
    if (context.videos.get(uid)?.status.state !== 'ready') {
      await encodeFirst(context, job, source);
      tell('is ready');
    }
    const status = context.videos.get(uid)?.status;
    if (status && !isComplete(status)) {
      await encodeRest(context, job, source);
      tell('has all its qualities');
    }
  } catch (error) {
    if (!signal.aborted) await fail(context, uid, error);
  } finally {
    job.limit.end();
    await removeParts(context.videos.dirOf(uid)).catch(() => undefined);
  }
}

/** Whether nothing more of it is going to be encoded. */
export function isComplete({ state, pctComplete }: VideoStatus): boolean {
  return state === 'error' || (state === 'ready' && Number(pctComplete ?? 100) >= 100);
}

async function look({ videos, transcoder }: ProcessContext, { uid, limit }: Job): Promise<SourceInfo> {
  const record = videos.get(uid);
  if (record?.status.state !== 'ready') await videos.update(uid, { status: inProgress(0) });
  const file = await limit.wait(inspect(videos.originalOf(uid), transcoder, limit.signal));
  if (!file) throw new EncodeError('ERR_NON_VIDEO');
  const { startSeconds = 0, endSeconds = Infinity } = record?.clip ?? {};
  const source = { ...file, duration: Math.min(file.duration, endSeconds) - startSeconds };
  if (source.duration < MIN_DURATION_SECONDS) throw new EncodeError('ERR_DURATION_TOO_SHORT');
  if (source.duration > (record?.maxDurationSeconds ?? Infinity))
    throw new EncodeError('ERR_DURATION_EXCEED_CONSTRAINT');
  return source;
}

/** Makes everything, or only the lowest quality with audio if that is enough to start. */
async function encodeFirst(context: ProcessContext, { uid, limit }: Job, source: SourceInfo): Promise<void> {
  const { videos, transcoder, segmentSeconds, settings } = context;
  const end = settings.readyAfter === 'first' ? FIRST_PERCENT : 100;
  const outDir = await freshPart(videos.dirOf(uid));
  const part = settings.readyAfter === 'first' ? { part: 'first' as const } : {};
  const onProgress = (fraction: number) => videos.touch(uid, { status: inProgress(fraction * end) });
  const { signal } = limit;
  const inputFile = videos.originalOf(uid);
  const watermark = watermarkOf(context, uid);
  const startSeconds = videos.get(uid)?.clip?.startSeconds;
  const how = { inputFile, outDir, source, startSeconds, segmentSeconds, watermark, ...part };
  await limit.wait(transcoder.encode({ ...how, signal, onProgress }));
  signal.throwIfAborted();
  videos.touch(uid, { status: { ...inProgress(end), step: 'manifest' } });
  const renditions = await readRenditions(outDir).catch((error: unknown) => {
    throw new EncodeError('ERR_MALFORMED_VIDEO', error);
  });
  await rm(videos.mediaOf(uid), { recursive: true, force: true });
  await rename(outDir, videos.mediaOf(uid));
  await videos.update(uid, {
    status: ready(end),
    readyToStreamAt: toTimestamp(context.now()),
    duration: Math.round(Math.min(source.duration, lengthOf(renditions)) * 1000) / 1000,
    input: { width: source.width, height: source.height },
    renditions,
    webhookDue: true,
  });
  notify(context, uid);
}

/** Adds the other qualities to a playable video. If that fails, it stays as it is. */
async function encodeRest(context: ProcessContext, { uid, limit }: Job, source: SourceInfo): Promise<void> {
  const { videos, transcoder, segmentSeconds } = context;
  const outDir = await freshPart(videos.dirOf(uid));
  const onProgress = (fraction: number) => {
    // Not 100, which says that they can be played, too.
    videos.touch(uid, { status: ready(Math.min(99.9, FIRST_PERCENT + fraction * (100 - FIRST_PERCENT))) });
  };
  const { signal } = limit;
  const inputFile = videos.originalOf(uid);
  const watermark = watermarkOf(context, uid);
  const startSeconds = videos.get(uid)?.clip?.startSeconds;
  const how = { inputFile, outDir, source, startSeconds, segmentSeconds, watermark, part: 'rest' } as const;
  await limit.wait(transcoder.encode({ ...how, signal, onProgress }));
  signal.throwIfAborted();
  const made = join(outDir, 'video');
  await mkdir(made, { recursive: true });
  for (const name of await readdir(made)) {
    const place = join(videos.mediaOf(uid), 'video', name);
    await rm(place, { recursive: true, force: true });
    await rename(join(made, name), place);
  }
  await videos.update(uid, { status: ready(100), renditions: await readRenditions(videos.mediaOf(uid)) });
}

/** Reads the watermark as it was when the upload began. */
function watermarkOf({ videos, watermarks }: ProcessContext, uid: string): WatermarkImage | undefined {
  const watermark = videos.get(uid)?.watermark as Watermark | null | undefined;
  const file = watermarks.pathOf(watermark?.uid ?? '');
  return watermark && existsSync(file) ? { ...watermark, file } : undefined;
}

async function fail(context: ProcessContext, uid: string, error: unknown): Promise<void> {
  const { videos } = context;
  const isOurs = error instanceof EncodeError;
  const detail = describe(isOurs ? error.cause : error);
  const isPlayable = videos.get(uid)?.status.state === 'ready';
  // A full disk says nothing about the video.
  const failure = isOurs && !/ENOSPC|no space left/i.test(detail) ? error : new EncodeError('ERR_UNKNOWN', error);
  context.log(
    isPlayable
      ? `Video ${uid} keeps the qualities it has.${detail}`
      : `Video ${uid} failed with ${failure.code}.${detail}`,
  );
  await removeParts(videos.dirOf(uid)).catch(() => undefined);
  const change = isPlayable
    ? { status: ready(100) }
    : ({
        status: { state: 'error', step: 'encoding', errorReasonCode: failure.code, errorReasonText: failure.message },
        webhookDue: true,
      } as const);
  // If even that cannot be written, it holds until the next start, which retries.
  await videos.update(uid, change).catch(() => videos.touch(uid, change));
  if (!isPlayable) notify(context, uid);
}

function notify(context: ProcessContext, uid: string): void {
  const record = context.videos.get(uid);
  if (record) notifyWebhook(context, record);
}

/** Returns the encoded duration in seconds: shorter than stated if the source is truncated. */
function lengthOf({ video, audio }: Renditions): number {
  const lengths = [...video, ...(audio ? [audio] : [])].map(({ segments }) => segments.reduce((a, b) => a + b, 0));
  return Math.max(...lengths);
}

const NO_ERROR = { errorReasonCode: '', errorReasonText: '' } as const;

/** As Stream writes it: a text. */
function percent(value: number): string {
  return value.toFixed(6);
}

function inProgress(done: number) {
  return { state: 'inprogress', step: 'encoding', pctComplete: percent(done), ...NO_ERROR } as const;
}

function ready(done: number) {
  return { state: 'ready', pctComplete: percent(done), ...NO_ERROR } as const;
}

/** Describes an error in one line of at most 300 characters. */
function describe(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : typeof cause === 'string' ? cause : '';
  const line = text.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
  return line === '' ? '' : ` ${line}`;
}
