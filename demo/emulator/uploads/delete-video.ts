import type { StreamContext } from '../context.js';

/**
 * Removes a video with all its files, ending its job where one runs.
 *
 * @since 0.1.0
 */
export async function deleteVideo(context: StreamContext, uid: string): Promise<void> {
  await context.copies.cancel(uid);
  await context.queue.cancel(uid);
  await context.downloads.cancel(uid);
  await context.videos.delete(uid);
  await context.tus.remove(uid);
}
