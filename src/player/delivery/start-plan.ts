import { linesOf } from '../model/text-lines.js';
import { attribute, type FirstPlaylist } from './playlist.js';
import { parseUrl } from './delivery-url.js';

/** Segment as its playlist lists it. Times are seconds from the beginning of the video. */
export interface StartSegment {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** Video or audio of a video that is complete, in plain segments of fragmented MP4. */
export interface StartTrack {
  readonly type: FirstPlaylist['type'];
  readonly codec: string;
  /** URL of the playlist, which URIs are relative to. */
  readonly url: string;
  readonly initUrl: string;
  readonly segments: readonly StartSegment[];
}

/** What is appended to a MediaSource before there is an engine. */
export interface StartPlan {
  readonly tracks: readonly StartTrack[];
  /** Length of the video, in seconds. */
  readonly duration: number;
}

/** Playlist that was fetched; empty where it was not. */
export type FetchedPlaylist = FirstPlaylist & { readonly data: string };

/** Tags that ask for nothing beyond one segment after another. */
const PLAIN_TAG =
  /^#EXT(M3U|-X-(VERSION|TARGETDURATION|MEDIA-SEQUENCE|PLAYLIST-TYPE|INDEPENDENT-SEGMENTS|PROGRAM-DATE-TIME|ENDLIST))(:|$)/;
const AUDIO_CODEC = /^(mp4a|ac-3|ec-3|opus|flac)/i;

/**
 * Plans how a video can begin by its first segments alone. There is no plan for anything but complete videos in plain
 * fragmented MP4: a broadcast, MPEG-TS, byte ranges, keys and discontinuities are an engine's business.
 *
 * @param playlists - Those of the video, and of its audio where that is separate.
 * @param time - Position in seconds.
 */
export function createStartPlan(playlists: readonly FetchedPlaylist[], time: number): StartPlan | undefined {
  const tracks = playlists.flatMap((playlist) => readTrack(playlist) ?? []);
  const codecs = playlists[0]?.codecs ?? [];
  const duration = tracks[0]?.segments.at(-1)?.end ?? 0;
  // Sound within the video's own segments is not separate, and would have to go where the picture goes.
  const isComplete = tracks.length > 0 && tracks.length === playlists.length && tracks.length === codecs.length;
  return isComplete && tracks.every((track) => segmentAt(track, time) >= 0) ? { tracks, duration } : undefined;
}

/** Gives the media type of a track, as a MediaSource takes it. */
export const mediaTypeOf = ({ type, codec }: StartTrack): string => `${type}/mp4; codecs="${codec}"`;

/** Finds the index of the segment that holds a position in seconds; -1 where none does. */
export const segmentAt = ({ segments }: StartTrack, time: number): number =>
  segments.findIndex(({ end }) => end > time);

/** Gives the URL of a segment. */
export const segmentUrl = ({ url }: StartTrack, { uri }: StartSegment): string => parseUrl(uri, url)?.href ?? uri;

function readTrack({ type, url, codecs, data }: FetchedPlaylist): StartTrack | undefined {
  const codec = codecs.map((each) => each.trim()).find((each) => AUDIO_CODEC.test(each) === (type === 'audio'));
  if (codec === undefined || !data.includes('#EXT-X-ENDLIST')) return undefined;
  const segments: StartSegment[] = [];
  const maps: string[] = [];
  let end = 0;
  for (const line of linesOf(data)) {
    if (line.startsWith('#EXTINF:')) end += Number.parseFloat(line.slice('#EXTINF:'.length)) || 0;
    else if (!line.startsWith('#')) segments.push({ uri: line, start: segments.at(-1)?.end ?? 0, end });
    else if (line.startsWith('#EXT-X-MAP')) maps.push(line);
    else if (line.startsWith('#EXT') && !PLAIN_TAG.test(line)) return undefined;
  }
  const [map = '', ...others] = maps;
  const initUrl = parseUrl(attribute(map, 'URI') ?? '//', url)?.href;
  if (initUrl === undefined || others.length > 0 || map.includes('BYTERANGE')) return undefined;
  return { type, codec, url, initUrl, segments };
}
