import { Hono, type Context } from 'hono';
import { listCaptions } from '../state/caption-store.js';
import type { LiveInputRecord } from '../records/live-input-record.js';
import { AccessError } from './access-error.js';
import { admit, findPlayable, type Admission, type Visit, type AccessContext } from './access.js';
import { parseAwaited, waitFor, type ReloadContext } from './blocking-reload.js';
import { findChild, subtitlesName } from './children.js';
import { readClip } from './clip-request.js';
import { dashManifest } from './dash-manifest.js';
import { excerptQuery, findExcerpt, parseExcerpt } from './excerpt.js';
import { livePlaylist, modeQuery, type LiveMode } from './live-playlist.js';
import { masterPlaylist } from './master-playlist.js';
import { mediaPlaylist, subtitlePlaylist } from './media-playlist.js';
import type { SegmentUrlContext } from './segment-url.js';
import { parseTime } from './still-request.js';
import type { Viewers } from './viewers.js';
import { readVisitor } from './visitor.js';

const PLAYLIST_TYPE = 'application/x-mpegURL';
const DASH_TYPE = 'application/dash+xml';

/**
 * Longest preview of a broadcast, in seconds. @see
 * https://developers.cloudflare.com/stream/stream-live/live-instant-clipping/
 */
const MAX_PREVIEW_SECONDS = 300;

/** Dependencies of the playlist routes. */
export interface ManifestContext extends AccessContext, ReloadContext, SegmentUrlContext {}

/** `manifest/…`: playlists. */
export function manifestRoutes(context: ManifestContext, viewers: Viewers): Hono {
  const routes = new Hono();
  routes.get('/:id/manifest/video.m3u8', async (c) => {
    const visitor = readVisitor(c, context.settings);
    return sendMaster(context, c, await findPlayable(context, admit(context, c.req.param('id'), visitor)));
  });
  routes.get('/:id/manifest/video.mpd', async (c) => {
    const admission = await findPlayable(context, admit(context, c.req.param('id'), readVisitor(c, context.settings)));
    const { record, broadcast } = admission;
    if (broadcast) throw new AccessError(404, '404 the local Stream has no DASH of broadcasts');
    const captions = readyCaptions(context, record.uid);
    const text = dashManifest(context, admission, { bandwidthHint: readHint(c), captions });
    return sendPlaylist(c, record.uid, text, DASH_TYPE);
  });
  routes.get('/:id/manifest/clip.m3u8', async (c) => {
    const admission = await findPlayable(context, admit(context, c.req.param('id'), readVisitor(c, context.settings)));
    const childQuery = excerptQuery(readClip(c, admission));
    const options = { version: 6, childQuery, bandwidthHint: undefined, captions: [] };
    return sendPlaylist(c, admission.record.uid, masterPlaylist(admission.record, admission.renditions, options));
  });
  routes.get('/:id/manifest/:file{stream_.+\\.m3u8}', async (c) => {
    const visit = admit(context, c.req.param('id'), readVisitor(c, context.settings));
    return sendChild(context, c, visit, c.req.param('file'), viewers);
  });
  return routes;
}

function sendMaster(context: ManifestContext, c: Context, admission: Admission): Response {
  const { record, renditions, broadcast } = admission;
  const mode = readMode(c, admission);
  const preview = parseTime(c.req.query('duration'));
  let childQuery = broadcast ? modeQuery(mode) : '';
  if (preview !== undefined) {
    const end = broadcast ? broadcast.timeline.segment(broadcast.position.segments).end : record.duration;
    const excerpt = findExcerpt(admission, Math.max(0, end - Math.min(preview, MAX_PREVIEW_SECONDS)), end);
    childQuery = excerptQuery(excerpt);
    c.header('preview-start-seconds', String(excerpt.startSeconds));
  }
  const text = masterPlaylist(record, renditions, {
    version: mode.dvr && broadcast ? 8 : 6,
    childQuery,
    bandwidthHint: readHint(c),
    captions: broadcast || preview !== undefined ? [] : readyCaptions(context, record.uid),
  });
  return sendPlaylist(c, record.uid, text);
}

async function sendChild(
  context: ManifestContext,
  c: Context,
  visit: Visit,
  name: string,
  viewers: Viewers,
): Promise<Response> {
  let admission =
    'input' in visit.of ? await findLastBroadcast(context, visit, visit.of.input) : await findPlayable(context, visit);
  const caption = readyCaptions(context, admission.record.uid).find(
    (one) => subtitlesName(admission.record, one) === name,
  );
  if (caption) return sendPlaylist(c, admission.record.uid, subtitlePlaylist(context, admission, caption.language));
  const child = findChild(admission.record, admission.renditions, name);
  if (!child) throw new AccessError(404, '404 not found');
  const excerpt = parseExcerpt(c.req.query('segments'));
  if (!admission.broadcast || excerpt)
    return sendPlaylist(c, admission.record.uid, mediaPlaylist(context, admission, child, excerpt));
  const mode = readMode(c, admission);
  const awaited = mode.parts ? parseAwaited((key) => c.req.query(key)) : undefined;
  viewers.note(admission.record.uid, `${readVisitor(c, context.settings).ip} ${c.req.header('user-agent') ?? ''}`);
  if (awaited) {
    await waitFor(context, admission.record.uid, awaited, c.req.raw.signal);
    admission = { ...admission, broadcast: (await context.live.ofVideo(admission.record.uid)) ?? admission.broadcast };
  }
  const { broadcast } = admission;
  if (!broadcast) throw new AccessError(404, '404 not found');
  return sendPlaylist(c, admission.record.uid, livePlaylist(context, { ...admission, broadcast }, child, mode));
}

/** Finds the last broadcast of an input: viewers of a broadcast stay with it after its end, until they reload. */
async function findLastBroadcast(
  context: ManifestContext,
  { id, token }: Visit,
  input: LiveInputRecord,
): Promise<Admission> {
  await context.live.ofInput(input);
  const broadcast = await context.live.ofVideo(input.videoUid ?? '');
  if (!broadcast) throw new AccessError(204);
  return {
    id,
    expiresAt: token?.expiresAt ?? null,
    record: broadcast.video,
    renditions: broadcast.feed.renditions,
    broadcast,
  };
}

function readyCaptions(context: ManifestContext, uid: string) {
  return listCaptions(context, uid).filter(({ status }) => status === 'ready');
}

function readHint(c: Context): number | undefined {
  const hint = Number(c.req.query('clientBandwidthHint') ?? NaN);
  return hint > 0 ? hint : undefined;
}

function readMode(c: Context, { broadcast }: Admission): LiveMode {
  return {
    dvr: c.req.query('dvrEnabled') === 'true',
    parts: c.req.query('protocol') === 'llhls' && broadcast?.record.lowLatency === true,
  };
}

function sendPlaylist(c: Context, uid: string, text: string, type = PLAYLIST_TYPE): Response {
  return c.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-store', 'stream-media-id': uid });
}
