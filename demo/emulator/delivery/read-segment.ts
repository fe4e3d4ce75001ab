import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { audioFolder } from '../state/audio-store.js';
import { readCaption } from '../state/caption-store.js';
import type { VideoStore } from '../state/video-store.js';
import { waitFor, type ReloadContext } from './blocking-reload.js';
import type { SegmentPath } from './segment-url.js';
import { cutCaptions } from './subtitles.js';

/** Where segments are read from. */
export interface SegmentContext extends ReloadContext {
  readonly videos: VideoStore;
}

/** Reads a segment from a file, a broadcast or captions; `undefined` if there is none. */
export async function readSegment(
  context: SegmentContext,
  uid: string,
  { track, rendition, file }: SegmentPath,
  gone: AbortSignal,
): Promise<Buffer | undefined> {
  const [, number, part] = /^seg_(\d+)(?:_part_(\d+))?\.(?:mp4|vtt)$/.exec(file) ?? [];
  if (track === 'text') {
    const captions = await readCaption(context, uid, rendition);
    return captions && number !== undefined ? cutCaptions(captions.toString('utf8'), Number(number)) : captions;
  }
  const { renditions: recorded, audioTracks = [] } = context.videos.get(uid) ?? {};
  if (track === 'audio' && audioTracks.some((one) => one.uid === rendition)) {
    return readFile(join(audioFolder(context, uid, rendition), file)).catch(() => undefined);
  }
  if (recorded && part === undefined) {
    return readFile(join(context.videos.mediaOf(uid), track, rendition, file)).catch(() => undefined);
  }
  const name = { track, rendition };
  if (number === undefined) return (await context.live.ofVideo(uid))?.init(name);
  if (part === undefined) return (await context.live.ofVideo(uid))?.segment(name, Number(number));
  // A player asks for a part that was announced before it is there.
  await waitFor(context, uid, { number: Number(number), part: Number(part) }, gone);
  return (await context.live.ofVideo(uid))?.part(name, Number(number), Number(part));
}
