import { createHash } from 'node:crypto';
import type { StreamContext } from '../context.js';
import type { Rendition, Renditions } from '../encode/renditions.js';
import type { VideoRecord } from '../state/video-record.js';
import type { Admission } from './access.js';
import { segmentUrl, type SegmentPath } from './segment-url.js';

const AUDIO_GROUP = 'group_audio';

/** Most a player has to fetch in a second for a picture and its sound. */
function bandwidth(video: Rendition, audio: Rendition | null): number {
  return video.peakBitsPerSecond + (audio?.peakBitsPerSecond ?? 0);
}

/**
 * The master playlist. Its children are relative, so that they stand under the same token.
 *
 * @since 0.1.0
 */
export function masterPlaylist(record: VideoRecord, { video, audio }: Renditions): string {
  const lines = ['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-INDEPENDENT-SEGMENTS'];
  if (audio) {
    const uri = childName(record, 'audio', audio);
    lines.push(
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${AUDIO_GROUP}",NAME="original",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="${uri}"`,
    );
  }
  for (const rendition of video) {
    const codecs = [rendition.codec, ...(audio ? [audio.codec] : [])].join(',');
    const attributes = [
      `RESOLUTION=${rendition.width}x${rendition.height}`,
      `CODECS="${codecs}"`,
      `BANDWIDTH=${bandwidth(rendition, audio)}`,
      `FRAME-RATE=${rendition.frameRate.toFixed(3)}`,
      ...(audio ? [`AUDIO="${AUDIO_GROUP}"`] : []),
    ];
    lines.push(`#EXT-X-STREAM-INF:${attributes.join(',')}`, childName(record, 'video', rendition));
  }
  return `${lines.join('\n')}\n`;
}

/** The media playlist of this name, or nothing where the video has no such child. */
export function mediaPlaylist(context: StreamContext, admission: Admission, name: string): string | undefined {
  const { record, renditions } = admission;
  const children = [
    ...renditions.video.map((rendition) => ({ track: 'video' as const, rendition })),
    ...(renditions.audio ? [{ track: 'audio' as const, rendition: renditions.audio }] : []),
  ];
  const child = children.find(({ track, rendition }) => childName(record, track, rendition) === name);
  if (!child) return undefined;
  const { segments } = child.rendition;
  const urlOf = (file: string) => {
    return segmentUrl(context, admission, { track: child.track, rendition: child.rendition.name, file });
  };
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-TARGETDURATION:${Math.ceil(Math.max(...segments))}`,
    '#EXT-X-MEDIA-SEQUENCE:1',
    `#EXT-X-MAP:URI="${urlOf('init.mp4')}"`,
    ...segments.flatMap((seconds, index) => [`#EXTINF:${seconds.toFixed(6)},`, urlOf(`seg_${index + 1}.mp4`)]),
    '#EXT-X-ENDLIST',
  ];
  return `${lines.join('\n')}\n`;
}

/** Cloudflare's form, `stream_t<32 hex>_r<digits>.m3u8`; the same for as long as the encoding is. */
function childName(record: VideoRecord, track: SegmentPath['track'], { name }: Rendition): string {
  const hash = createHash('sha256').update(`${record.uid}/${track}/${name}`).digest('hex').slice(0, 32);
  return `stream_t${hash}_r${Date.parse(record.readyToStreamAt ?? record.created)}.m3u8`;
}
