import type { VideoOptions } from '../records/video-record.js';
import { ApiError } from '../shared/envelope.js';
import type { WatermarkStore } from '../state/watermark-store.js';

/**
 * Replaces the uid of a watermark by a copy: the video keeps it as it is now, even if it is deleted later.
 *
 * @throws {ApiError} `badRequest` where there is no such watermark.
 */
export function withWatermark(
  { watermarks }: { readonly watermarks: WatermarkStore },
  options: VideoOptions,
): VideoOptions {
  if (options.watermark === null) return options;
  const watermark = watermarks.get(options.watermark.uid);
  if (!watermark) throw new ApiError('badRequest', 'there is no such watermark');
  return { ...options, watermark };
}
