import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRenditions } from '../encode/read-renditions.js';
import { toTimestamp } from '../shared/time.js';
import { notifyWebhook, type NotifyContext } from '../webhooks/notify.js';
import type { Broadcast, TrackName } from './broadcast.js';
import type { Broadcasts } from './broadcasts.js';

/** A recording keeps this much of a broadcast from its beginning, in seconds: Stream keeps seven days, which no test needs. */
const MAX_RECORDED_SECONDS = 3600;

/** Dependencies of recording. */
export interface RecordingContext extends NotifyContext {
  readonly live: Broadcasts;
}

/** Makes the recording of a broadcast that has ended: the segments that players had, byte for byte. */
export async function recordBroadcast(context: RecordingContext, uid: string, signal: AbortSignal): Promise<void> {
  const { videos } = context;
  const outDir = await mkdtemp(join(videos.dirOf(uid), 'media.part-'));
  try {
    const broadcast = await context.live.ofVideo(uid);
    if (!broadcast) throw new Error('what was fed is gone');
    await videos.update(uid, {
      status: { ...broadcast.video.status, state: 'inprogress', step: 'encoding', pctComplete: '0.000000' },
    });
    const segments = lastSegment(broadcast);
    for (const name of tracksOf(broadcast))
      await writeTrack(broadcast, name, join(outDir, name.track, name.rendition), segments, signal);
    const renditions = await readRenditions(outDir);
    await rm(videos.mediaOf(uid), { recursive: true, force: true });
    await rename(outDir, videos.mediaOf(uid));
    const source = videos.get(broadcast.record.sourceUid);
    await videos.update(uid, {
      status: { state: 'ready', pctComplete: '100.000000', errorReasonCode: '', errorReasonText: '' },
      webhookDue: true,
      readyToStreamAt: toTimestamp(context.now()),
      duration: Math.round(broadcast.timeline.segment(segments).end * 1000) / 1000,
      input: source?.input ?? broadcast.video.input,
      renditions,
    });
    context.log(`The recording ${uid} is ready.`);
  } catch (error) {
    if (signal.aborted) return;
    context.log(`The recording ${uid} failed: ${(error as Error).message}`);
    await videos.update(uid, {
      status: {
        state: 'error',
        step: 'manifest',
        errorReasonCode: 'ERR_UNKNOWN',
        errorReasonText: 'The broadcast could not be recorded.',
      },
      webhookDue: true,
    });
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
  const record = videos.get(uid);
  if (record) notifyWebhook(context, record);
}

function tracksOf({ feed }: Broadcast): TrackName[] {
  return (['video', 'audio'] as const).flatMap((track) =>
    [...feed[track].keys()].map((rendition) => ({ track, rendition })),
  );
}

function lastSegment({ timeline, position }: Broadcast): number {
  return Math.min(position.segments, Math.max(1, timeline.positionAt(MAX_RECORDED_SECONDS).segments));
}

async function writeTrack(
  broadcast: Broadcast,
  name: TrackName,
  dir: string,
  segments: number,
  signal: AbortSignal,
): Promise<void> {
  await mkdir(dir, { recursive: true });
  const init = await broadcast.init(name);
  if (!init) throw new Error('a rendition is gone');
  await writeFile(join(dir, 'init.mp4'), init);
  const lines = ['#EXTM3U'];
  for (let number = 1; number <= segments; number += 1) {
    signal.throwIfAborted();
    const bytes = await broadcast.segment(name, number);
    if (!bytes) throw new Error('a segment is gone');
    await writeFile(join(dir, `seg_${number}.mp4`), bytes);
    lines.push(
      `#EXTINF:${broadcast.secondsOf(name, broadcast.timeline.segment(number)).toFixed(6)},`,
      `seg_${number}.mp4`,
    );
  }
  await writeFile(join(dir, 'stream.m3u8'), `${lines.join('\n')}\n#EXT-X-ENDLIST\n`);
}
