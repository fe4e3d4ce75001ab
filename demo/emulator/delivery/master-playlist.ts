import type { Rendition, Renditions, VideoRendition } from '../records/renditions.js';
import type { VideoRecord } from '../records/video-record.js';
import type { Caption } from '../records/caption.js';
import { childName, subtitlesName } from './children.js';

const AUDIO_GROUP = 'group_audio';
const SUBTITLE_GROUP = 'group_subtitles';

/** Options of a master playlist. */
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
export function masterPlaylist(record: VideoRecord, renditions: Renditions, options: MasterOptions): string {
  const { version, childQuery, bandwidthHint, captions } = options;
  const lines = ['#EXTM3U', `#EXT-X-VERSION:${version}`, '#EXT-X-INDEPENDENT-SEGMENTS'];
  const sounds = listSounds(renditions);
  for (const { rendition, label, isDefault } of sounds) {
    const uri = childName(record, { track: 'audio', rendition }) + childQuery;
    // Without a language, there is nothing to choose by but this.
    const yesNo = isDefault ? 'YES' : 'NO';
    lines.push(
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${AUDIO_GROUP}",NAME="${quoted(label)}",DEFAULT=${yesNo},AUTOSELECT=${yesNo},CHANNELS="2",URI="${uri}"`,
    );
  }
  for (const caption of captions) {
    const uri = subtitlesName(record, caption) + childQuery;
    lines.push(
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="${SUBTITLE_GROUP}",NAME="${quoted(caption.label)}",LANGUAGE="${caption.language}",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="${uri}"`,
    );
  }
  for (const rendition of chooseVideo(renditions, bandwidthHint)) {
    const codecs = [...new Set([rendition, ...sounds.map((sound) => sound.rendition)].map(({ codec }) => codec))].join(
      ',',
    );
    const attributes = [
      `RESOLUTION=${rendition.width}x${rendition.height}`,
      `CODECS="${codecs}"`,
      `BANDWIDTH=${bandwidth(rendition, sounds)}`,
      `FRAME-RATE=${rendition.frameRate.toFixed(3)}`,
      ...(sounds.length > 0 ? [`AUDIO="${AUDIO_GROUP}"`] : []),
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

/** A sound that can be chosen. */
export interface Sound {
  readonly rendition: Rendition;
  readonly label: string;
  readonly isDefault: boolean;
}

/** The sounds of a video, its own first: which is the default as long as no other is. */
export function listSounds({ audio, addedAudio = [] }: Renditions): Sound[] {
  const isOther = addedAudio.some(({ isDefault }) => isDefault);
  return [
    ...(audio ? [{ rendition: audio, label: 'original', isDefault: !isOther }] : []),
    ...addedAudio.map((rendition) => ({ rendition, label: rendition.label, isDefault: rendition.isDefault })),
  ];
}

/** Returns all qualities, or the one closest to the viewer's bandwidth, in megabits per second. */
export function chooseVideo(renditions: Renditions, bandwidthHint: number | undefined): readonly VideoRendition[] {
  const { video } = renditions;
  if (bandwidthHint === undefined) return video;
  const sounds = listSounds(renditions);
  const distance = (one: VideoRendition) => Math.abs(bandwidth(one, sounds) - bandwidthHint * 1e6);
  return [...video].sort((a, b) => distance(a) - distance(b)).slice(0, 1);
}

/** Most a player has to fetch in a second for a picture and its sound. */
function bandwidth(video: Rendition, sounds: readonly Sound[]): number {
  return video.peakBitsPerSecond + Math.max(0, ...sounds.map(({ rendition }) => rendition.peakBitsPerSecond));
}
