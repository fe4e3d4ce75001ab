import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StreamContext } from '../context.js';
import { toTimestamp } from '../state/time.js';
import { notifyWebhook } from '../webhooks/notify.js';
import { inspect } from './inspect.js';
import { readRenditions, type Renditions } from './renditions.js';
import { EncodeError, type SourceInfo } from './transcoder.js';

/**
 * Shortest video that Stream takes, in seconds.
 * @see https://developers.cloudflare.com/api/resources/stream/
 */
const MIN_DURATION_SECONDS = 0.1;

/** What begins the names of folders that are being filled. */
const PART_PREFIX = 'media.part-';

/**
 * Takes a queued video to `ready` or `error`, and tells the webhook. Stopped by `signal`, it leaves the video as it is,
 * to be taken up again from the start.
 *
 * @since 0.1.0
 */
export async function processVideo(context: StreamContext, uid: string, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  try {
    await encode(context, uid, signal);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    context.log(`Video ${uid} is ready after ${seconds} s.`);
  } catch (error) {
    if (signal.aborted) return;
    const failure = error instanceof EncodeError ? error : new EncodeError('ERR_UNKNOWN', error);
    const cause = error instanceof EncodeError ? error.cause : error;
    context.log(`Video ${uid} failed with ${failure.code}.${describe(cause)}`);
    await context.videos.update(uid, {
      status: { state: 'error', step: 'encoding', errorReasonCode: failure.code, errorReasonText: failure.message },
    });
  }
  const record = context.videos.get(uid);
  if (record) notifyWebhook(context, record);
}

async function encode(context: StreamContext, uid: string, signal: AbortSignal): Promise<void> {
  const { videos, transcoder, segmentSeconds } = context;
  const inputFile = videos.originalOf(uid);
  await videos.update(uid, { status: inProgress(0) });
  const source = check(await inspect(inputFile, transcoder, signal), videos.get(uid)?.maxDurationSeconds ?? Infinity);
  signal.throwIfAborted();
  const outDir = await freshFolder(videos.dirOf(uid));
  const onProgress = (fraction: number) => videos.touch(uid, { status: inProgress(fraction * 100) });
  await transcoder.encode({ inputFile, outDir, source, segmentSeconds, signal, onProgress });
  signal.throwIfAborted();
  const renditions = await readRenditions(outDir).catch((error: unknown) => {
    throw new EncodeError('ERR_MALFORMED_VIDEO', error);
  });
  await rm(videos.mediaOf(uid), { recursive: true, force: true });
  await rename(outDir, videos.mediaOf(uid));
  await videos.update(uid, {
    status: { state: 'ready', pctComplete: '100.000000', errorReasonCode: '', errorReasonText: '' },
    readyToStreamAt: toTimestamp(context.now()),
    duration: Math.round(Math.min(source.duration, lengthOf(renditions)) * 1000) / 1000,
    input: { width: source.width, height: source.height },
    renditions,
  });
}

/** Seconds that were encoded: fewer than the source promises where it is cut off. */
function lengthOf({ video, audio }: Renditions): number {
  const lengths = [...video, ...(audio ? [audio] : [])].map(({ segments }) => segments.reduce((a, b) => a + b, 0));
  return Math.max(...lengths);
}

/**
 * A folder that nothing ever wrote to. An ffmpeg that outlived the process which started it may still be writing to
 * the last one; without it, that one ends.
 */
async function freshFolder(dir: string): Promise<string> {
  for (const name of await readdir(dir)) {
    if (name.startsWith(PART_PREFIX)) await rm(join(dir, name), { recursive: true, force: true });
  }
  return mkdtemp(join(dir, PART_PREFIX));
}

function check(source: SourceInfo | undefined, maxSeconds: number): SourceInfo {
  if (!source) throw new EncodeError('ERR_NON_VIDEO');
  if (source.duration < MIN_DURATION_SECONDS) throw new EncodeError('ERR_DURATION_TOO_SHORT');
  if (source.duration > maxSeconds) throw new EncodeError('ERR_DURATION_EXCEED_CONSTRAINT');
  return source;
}

function inProgress(percent: number) {
  return {
    state: 'inprogress',
    step: 'encoding',
    pctComplete: percent.toFixed(6),
    errorReasonCode: '',
    errorReasonText: '',
  } as const;
}

/** What went wrong in one line of at most 300 characters. */
function describe(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : typeof cause === 'string' ? cause : '';
  const line = text.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
  return line === '' ? '' : ` ${line}`;
}
