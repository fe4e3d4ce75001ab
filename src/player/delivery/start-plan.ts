import { linesOf } from '../model/text-lines.js';
import { attribute, type FirstPlaylist } from './playlist.js';
import { parseUrl } from './delivery-url.js';

/** Segment of a playlist. Times are in seconds from the start of the video. */
export interface StartSegment {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** Video or audio track of a complete video, in plain fMP4 segments. */
export interface StartTrack {
  readonly type: FirstPlaylist['type'];
  readonly codec: string;
  /** URL of the playlist, the base of its URIs. */
  readonly url: string;
  readonly initUrl: string;
  readonly segments: readonly StartSegment[];
}

/** Plan of what to append to a MediaSource before there is an engine. */
export interface StartPlan {
  readonly tracks: readonly StartTrack[];
  /** Duration of the video, in seconds. */
  readonly duration: number;
}

/** Playlist with its text; empty if it could not be fetched. */
export type FetchedPlaylist = FirstPlaylist & { readonly data: string };

/** Tags of a playlist that only plays one segment after another. */
const PLAIN_TAG =
  /^#EXT(M3U|-X-(VERSION|TARGETDURATION|MEDIA-SEQUENCE|PLAYLIST-TYPE|INDEPENDENT-SEGMENTS|PROGRAM-DATE-TIME|ENDLIST))(:|$)/;
const AUDIO_CODEC = /^(mp4a|ac-3|ec-3|opus|flac)/i;

/**
 * Plans how a video can begin with its first segments alone. Only for complete videos in plain fMP4: live streams,
 * MPEG-TS, byte ranges, encryption and discontinuities need an engine.
 *
 * @param playlists - Those of the video and, if separate, of its audio.
 * @param time - Position in seconds.
 */
export function createStartPlan(playlists: readonly FetchedPlaylist[], time: number): StartPlan | undefined {
  const tracks = playlists.flatMap((playlist) => readTrack(playlist) ?? []);
  const codecs = playlists[0]?.codecs ?? [];
  const duration = tracks[0]?.segments.at(-1)?.end ?? 0;
  // Muxed audio has a codec without a track of its own, and is left to the engine.
  const isComplete = tracks.length > 0 && tracks.length === playlists.length && tracks.length === codecs.length;
  return isComplete && tracks.every((track) => segmentAt(track, time) >= 0) ? { tracks, duration } : undefined;
}

/** Returns the MIME type of a track for a MediaSource. */
export const mediaTypeOf = ({ type, codec }: StartTrack): string => `${type}/mp4; codecs="${codec}"`;

/** Returns the index of the segment at a position in seconds; -1 if there is none. */
export const segmentAt = ({ segments }: StartTrack, time: number): number =>
  segments.findIndex(({ end }) => end > time);

/** Returns the URL of a segment. */
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
