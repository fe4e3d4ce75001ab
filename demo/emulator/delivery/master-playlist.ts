import type { Rendition, Renditions, VideoRendition } from '../records/renditions.js';
import type { VideoRecord } from '../records/video-record.js';
import type { Caption } from '../records/caption.js';
import { childName, subtitlesName } from './children.js';

const AUDIO_GROUP = 'group_audio';
const SUBTITLE_GROUP = 'group_subtitles';

/** What a master playlist is made for. */
export interface MasterOptions {
  /** `EXT-X-VERSION`. */
  readonly version: number;
  /** Query of the children, with its question mark, or nothing. */
  readonly childQuery: string;
  /** `clientBandwidthHint` in megabits per second. */
  readonly bandwidthHint: number | undefined;
  readonly captions: readonly Caption[];
}

/** The master playlist. Its children are relative, so that they stand under the same token. */
export function masterPlaylist(record: VideoRecord, { video, audio }: Renditions, options: MasterOptions): string {
  const { version, childQuery, bandwidthHint, captions } = options;
  const lines = ['#EXTM3U', `#EXT-X-VERSION:${version}`, '#EXT-X-INDEPENDENT-SEGMENTS'];
  if (audio) {
    const uri = childName(record, { track: 'audio', rendition: audio }) + childQuery;
    lines.push(
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${AUDIO_GROUP}",NAME="original",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="${uri}"`,
    );
  }
  for (const caption of captions) {
    const uri = subtitlesName(record, caption) + childQuery;
    lines.push(
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="${SUBTITLE_GROUP}",NAME="${quoted(caption.label)}",LANGUAGE="${caption.language}",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="${uri}"`,
    );
  }
  for (const rendition of bandwidthHint === undefined ? video : closest(video, audio, bandwidthHint * 1e6)) {
    const codecs = [rendition.codec, ...(audio ? [audio.codec] : [])].join(',');
    const attributes = [
      `RESOLUTION=${rendition.width}x${rendition.height}`,
      `CODECS="${codecs}"`,
      `BANDWIDTH=${bandwidth(rendition, audio)}`,
      `FRAME-RATE=${rendition.frameRate.toFixed(3)}`,
      ...(audio ? [`AUDIO="${AUDIO_GROUP}"`] : []),
      ...(captions.length > 0 ? [`SUBTITLES="${SUBTITLE_GROUP}"`] : []),
    ];
    lines.push(
      `#EXT-X-STREAM-INF:${attributes.join(',')}`,
      childName(record, { track: 'video', rendition }) + childQuery,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** A quoted string of a playlist can hold neither of these. */
function quoted(text: string): string {
  return text.replace(/["\r\n]/g, ' ');
}

/** Most a player has to fetch in a second for a picture and its sound. */
function bandwidth(video: Rendition, audio: Rendition | null): number {
  return video.peakBitsPerSecond + (audio?.peakBitsPerSecond ?? 0);
}

/** The one rendition that is nearest to what a viewer's line carries. */
function closest(
  video: readonly VideoRendition[],
  audio: Rendition | null,
  bitsPerSecond: number,
): readonly VideoRendition[] {
  const distance = (one: VideoRendition) => Math.abs(bandwidth(one, audio) - bitsPerSecond);
  return [...video].sort((a, b) => distance(a) - distance(b)).slice(0, 1);
}
