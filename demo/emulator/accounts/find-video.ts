import type { StreamContext } from '../context.js';
import type { VideoRecord } from '../state/video-record.js';
import { ApiError } from './envelope.js';

/**
 * The video that a path names.
 *
 * @throws {ApiError} `notFound`.
 * @since 0.1.0
 */
export function findVideo({ videos }: Pick<StreamContext, 'videos'>, uid: string): VideoRecord {
  const record = videos.get(uid);
  if (!record) throw new ApiError('notFound', 'no such video');
  return record;
}
