import type { VideoStore } from '../state/video-store.js';
import type { TusStore } from './tus-store.js';

/** Work on videos that can be called off. */
interface Jobs {
  /** Resolves once nothing of it runs any more. */
  cancel(uid: string): Promise<void>;
}

/** Dependencies of deleting a video: its files, and the jobs that may use them. */
export interface DeleteContext {
  readonly videos: VideoStore;
  readonly tus: TusStore;
  readonly copies: Jobs;
  readonly queue: Jobs;
  readonly downloads: Jobs;
  readonly audio: Jobs;
}

/** Removes a video with all its files, ending its job where one runs. */
export async function deleteVideo(context: DeleteContext, uid: string): Promise<void> {
  await context.copies.cancel(uid);
  await context.queue.cancel(uid);
  await context.downloads.cancel(uid);
  await context.audio.cancel(uid);
  await context.videos.delete(uid);
  await context.tus.remove(uid);
}
