import type { Context } from 'hono';
import { AccessError } from './access-error.js';
import type { Admission } from './access.js';
import { findExcerpt, type Excerpt } from './excerpt.js';
import { parseTime } from './still-request.js';

/** Longest clip in seconds. @see https://developers.cloudflare.com/stream/stream-live/live-instant-clipping/ */
const MAX_CLIP_SECONDS = 60;

/** Clip of a recorded broadcast, cut at key frames. */
export type Clip = Excerpt & { readonly startSeconds: number };

/**
 * Reads `time` and `duration`.
 *
 * @throws {AccessError} 400 where one is missing or too long, 404 where there is nothing to be clipped.
 */
export function readClip(c: Context, admission: Admission): Clip {
  const [time, duration] = [parseTime(c.req.query('time')), parseTime(c.req.query('duration'))];
  if (time === undefined || duration === undefined) throw new AccessError(400, '400 a clip needs time and duration');
  if (duration <= 0 || duration > MAX_CLIP_SECONDS)
    throw new AccessError(400, `400 a clip has at most ${MAX_CLIP_SECONDS} seconds`);
  // Clips are of broadcasts and their recordings, by the uid of the video.
  const isVideo = admission.record.liveInput !== undefined;
  const length = admission.broadcast
    ? admission.broadcast.timeline.segment(admission.broadcast.position.segments).end
    : admission.record.duration;
  if (!isVideo || time >= length) throw new AccessError(404, '404 there is nothing to be clipped');
  return findExcerpt(admission, time, Math.min(length, time + duration));
}
