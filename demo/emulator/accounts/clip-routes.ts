import { randomBytes } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { newVideoRecord, type VideoRecord } from '../records/video-record.js';
import { toVideoObject } from '../records/video-object.js';
import { ApiError, readJsonObject, succeed } from '../shared/envelope.js';
import type { WatermarkStore } from '../state/watermark-store.js';
import { takeUpload, type TakeContext } from '../uploads/take-upload.js';
import { parseVideoOptions, readCreatorHeader } from '../uploads/video-options.js';
import { findVideo } from './find-video.js';
import { checkQuota, type QuotaContext } from './quota.js';
import { withWatermark } from './with-watermark.js';

/** Dependencies of the clip routes. */
export interface ClipRouteContext extends QuotaContext, TakeContext {
  /** Where the local Stream can be reached, without a slash at the end. */
  readonly origin: string;
  readonly watermarks: WatermarkStore;
}

/**
 * `POST /stream/clip`: a new video out of a part of another one.
 *
 * @see https://developers.cloudflare.com/stream/edit-videos/video-clipping/
 */
export function clipRoutes(context: ClipRouteContext): Hono {
  const { videos, origin } = context;
  const routes = new Hono();
  routes.post('/clip', async (c) => {
    const body = await readJsonObject(c);
    if (typeof body.clippedFromVideoUID !== 'string')
      throw new ApiError('badRequest', 'required field clippedFromVideoUID is missing');
    const source = findVideo(context, body.clippedFromVideoUID);
    const clip = { from: source.uid, ...readCut(source, body) };
    const creator = body.creator ?? readCreatorHeader(c.req.header('upload-creator'));
    const options = withWatermark(context, parseVideoOptions({ ...body, creator }, context.now()));
    checkQuota(context, clip.endSeconds - clip.startSeconds);
    const uid = randomBytes(16).toString('hex');
    const meta = { ...(typeof body.name === 'string' ? { name: body.name } : {}), ...options.meta };
    // If the process ends before the file is there, the clip cannot resume: it is removed like a form that was cut off.
    const upload = { kind: 'form', bytes: null } as const;
    await videos.create({ ...newVideoRecord(uid, { ...options, meta }, upload, context.now()), clip });
    const copy = `${videos.originalOf(uid)}.copy`;
    await copyFile(videos.originalOf(source.uid), copy);
    await takeUpload(context, uid, copy);
    return succeed(c, toVideoObject(findVideo(context, uid), origin));
  });
  return routes;
}

/** @throws {ApiError} `badRequest` naming the field. */
function readCut(source: VideoRecord, { startTimeSeconds, endTimeSeconds }: Readonly<Record<string, unknown>>) {
  if (source.broadcast)
    throw new ApiError('badRequest', 'a clip of a broadcast is had from /<uid>/clip.mp4, without the API');
  if (source.status.state !== 'ready') throw new ApiError('badRequest', 'the video is not ready');
  const isTime = (value: unknown): value is number => typeof value === 'number' && value >= 0;
  if (!isTime(startTimeSeconds) || startTimeSeconds >= source.duration)
    throw new ApiError('badRequest', 'startTimeSeconds must be a number of seconds within the video');
  if (!isTime(endTimeSeconds) || endTimeSeconds <= startTimeSeconds || endTimeSeconds > Math.ceil(source.duration))
    throw new ApiError('badRequest', 'endTimeSeconds must be a number of seconds after the start, within the video');
  // The file of a clip is that of the whole video.
  const before = source.clip?.startSeconds ?? 0;
  return { startSeconds: before + startTimeSeconds, endSeconds: before + endTimeSeconds };
}
