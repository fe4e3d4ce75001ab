import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono, type Context } from 'hono';
import type { AudioMaker } from '../audio/audio-maker.js';
import { parseLoopbackUrl } from '../copies/loopback.js';
import type { AudioTrack } from '../records/audio-track.js';
import type { VideoRecord } from '../records/video-record.js';
import { ApiError, readJsonObject, succeed } from '../shared/envelope.js';
import { audioFolder, listAudioTracks } from '../state/audio-store.js';
import type { VideoStore } from '../state/video-store.js';
import { MAX_FORM_BYTES } from '../uploads/limits.js';
import { findVideo } from './find-video.js';
import { readFile, readForm } from './read-form.js';

/** Dependencies of the routes for added audio tracks. */
export interface AudioRouteContext {
  readonly videos: VideoStore;
  readonly audio: AudioMaker;
}

/**
 * Sounds beside a video's own. That one is not among them.
 *
 * @see https://developers.cloudflare.com/stream/edit-videos/adding-additional-audio-tracks/
 */
export function audioRoutes(context: AudioRouteContext): Hono {
  const { videos, audio } = context;
  const routes = new Hono();
  routes.get('/:uid/audio', (c) => {
    const record = findVideo(context, c.req.param('uid'));
    return succeed(c, { audio: listAudioTracks(record).map(show) });
  });
  routes.post('/:uid/audio/copy', async (c) => {
    const record = findPlayable(context, c.req.param('uid'));
    const { url, label } = await readJsonObject(c);
    if (url === undefined) throw new ApiError('badRequest', 'required field url is missing');
    return add(c, record, label, { url: parseLoopbackUrl(url, 'url').href });
  });
  routes.post('/:uid/audio', async (c) => {
    const record = findPlayable(context, c.req.param('uid'));
    const form = await readForm(c, MAX_FORM_BYTES);
    return add(c, record, form.get('label'), { bytes: await readFile(form, 'file') });
  });
  routes.patch('/:uid/audio/:track', async (c) => {
    const { record, track } = find(c);
    const { label, default: isDefault } = await readJsonObject(c);
    if (isDefault !== undefined && typeof isDefault !== 'boolean')
      throw new ApiError('badRequest', 'default must be true or false');
    const named = label === undefined ? {} : { label: checkLabel(record, label, track.uid) };
    const chosen = isDefault === undefined ? {} : { default: isDefault };
    await videos.update(record.uid, (now) => ({
      audioTracks: listAudioTracks(now).map((one) => {
        if (one.uid === track.uid) return { ...one, ...named, ...chosen };
        return isDefault === true ? { ...one, default: false } : one;
      }),
    }));
    return succeed(c, show(find(c).track));
  });
  routes.delete('/:uid/audio/:track', async (c) => {
    const { record, track } = find(c);
    if (track.default)
      throw new ApiError('badRequest', 'a default audio track cannot be deleted: choose another first');
    await audio.remove(record.uid, track.uid);
    return succeed(c, 'ok');
  });

  async function add(
    c: Context,
    record: VideoRecord,
    label: unknown,
    from: { readonly url: string } | { readonly bytes: Uint8Array },
  ): Promise<Response> {
    const uid = randomBytes(16).toString('hex');
    const source = 'url' in from ? from : {};
    const track: AudioTrack = { uid, label: checkLabel(record, label), default: false, status: 'queued', ...source };
    if ('bytes' in from) {
      const folder = audioFolder(context, record.uid, uid);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'original'), from.bytes);
    }
    await videos.update(record.uid, (now) => ({ audioTracks: [...listAudioTracks(now), track] }));
    audio.start(record.uid, uid);
    return succeed(c, show(track));
  }

  function find(c: Context): { readonly record: VideoRecord; readonly track: AudioTrack } {
    const record = findVideo(context, c.req.param('uid') ?? '');
    const track = listAudioTracks(record).find(({ uid }) => uid === c.req.param('track'));
    if (!track) throw new ApiError('notFound', 'no such audio track');
    return { record, track };
  }

  return routes;
}

function show({ uid, label, default: isDefault, status }: AudioTrack): Record<string, unknown> {
  return { uid, label, default: isDefault, status };
}

/** @throws {ApiError} `badRequest` until the video is ready, since its duration is unknown before. */
function findPlayable(context: AudioRouteContext, uid: string): VideoRecord {
  const record = findVideo(context, uid);
  if (!record.renditions) throw new ApiError('badRequest', 'the video is not ready');
  return record;
}

/** @throws {ApiError} `badRequest` for a label that is none, or that another sound of the video has. */
function checkLabel(record: VideoRecord, label: unknown, except?: string): string {
  if (typeof label !== 'string' || label.trim() === '')
    throw new ApiError('badRequest', 'required field label is missing');
  if (listAudioTracks(record).some((one) => one.label === label && one.uid !== except))
    throw new ApiError('badRequest', 'another audio track of this video has this label');
  return label;
}
