import type { VideoRecord } from '../records/video-record.js';
import { ApiError } from '../shared/envelope.js';
import type { VideoStore } from '../state/video-store.js';

/**
 * The video that a path names.
 *
 * @throws {ApiError} `notFound`.
 */
export function findVideo({ videos }: { readonly videos: VideoStore }, uid: string): VideoRecord {
  const record = videos.get(uid);
  if (!record) throw new ApiError('notFound', 'no such video');
  return record;
}
