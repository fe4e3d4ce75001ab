import { rename, stat } from 'node:fs/promises';
import type { EncodeQueue } from '../encode/encode-queue.js';
import { toTimestamp } from '../shared/time.js';
import type { VideoStore } from '../state/video-store.js';

/** Videos whose file is being moved at this moment. */
const taking = new Set<string>();

/** Dependencies of finishing an upload. */
export interface TakeContext {
  readonly videos: VideoStore;
  readonly queue: EncodeQueue;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Takes a complete file as the video's upload and queues it. Returns whether it was the first one.
 *
 * Moves the file before changing the record: after a crash in between, the file without its record shows what is left
 * to do.
 */
export async function takeUpload(context: TakeContext, uid: string, file: string): Promise<boolean> {
  if (taking.has(uid) || context.videos.get(uid)?.uploaded !== null) return false;
  taking.add(uid);
  try {
    await move(file, context.videos.originalOf(uid));
    await takeOriginal(context, uid);
    return true;
  } finally {
    taking.delete(uid);
  }
}

/** Moves a file; a missing one was moved before, when the record could not be written: the disk was full. */
async function move(from: string, to: string): Promise<void> {
  await rename(from, to).catch(async (error: unknown) => {
    const wasMoved = await stat(to).then(
      () => true,
      () => false,
    );
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !wasMoved) throw error;
  });
}

/** Queues a video whose file is already in its place. */
export async function takeOriginal(context: TakeContext, uid: string): Promise<void> {
  const { size } = await stat(context.videos.originalOf(uid));
  await context.videos.update(uid, {
    uploaded: toTimestamp(context.now()),
    size,
    status: { state: 'queued', errorReasonCode: '', errorReasonText: '' },
  });
  context.queue.add(uid);
}
