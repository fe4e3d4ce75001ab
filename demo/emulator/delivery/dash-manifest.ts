import type { Caption } from '../records/caption.js';
import type { Rendition } from '../records/renditions.js';
import type { Admission } from './access.js';
import { chooseVideo, listSounds } from './master-playlist.js';
import { segmentUrl, type SegmentPath, type SegmentUrlContext } from './segment-url.js';

/** Units of a second that lengths are told in. */
const TIMESCALE = 90_000;

/** Options of a manifest. */
export interface DashOptions {
  /** `clientBandwidthHint` in megabits per second. */
  readonly bandwidthHint: number | undefined;
  readonly captions: readonly Caption[];
}

/**
 * The DASH manifest of a video: the same files that the playlists of HLS name. Each is listed, since each has a signature of
 * its own, which no template can make.
 */
export function dashManifest(
  context: SegmentUrlContext,
  admission: Admission,
  { bandwidthHint, captions }: DashOptions,
): string {
  const { record, renditions } = admission;
  const urlOf = (path: SegmentPath) => escape(segmentUrl(context, admission, path));
  const files = (track: 'video' | 'audio', { name, segments }: Rendition): string[] => [
    `<SegmentList timescale="${TIMESCALE}">`,
    `<Initialization sourceURL="${urlOf({ track, rendition: name, file: 'init.mp4' })}"/>`,
    `<SegmentTimeline>${timeline(segments)}</SegmentTimeline>`,
    ...segments.map((_, at) => `<SegmentURL media="${urlOf({ track, rendition: name, file: `seg_${at + 1}.mp4` })}"/>`),
    '</SegmentList>',
  ];
  const video = chooseVideo(renditions, bandwidthHint).flatMap((one) => [
    `<Representation id="video-${one.name}" bandwidth="${one.peakBitsPerSecond}" codecs="${one.codec}" width="${one.width}" height="${one.height}" frameRate="${frameRate(one.frameRate)}">`,
    ...files('video', one),
    '</Representation>',
  ]);
  const sounds = listSounds(renditions).flatMap(({ rendition, label, isDefault }) => [
    '<AdaptationSet contentType="audio" mimeType="audio/mp4" segmentAlignment="true" startWithSAP="1">',
    `<Role schemeIdUri="urn:mpeg:dash:role:2011" value="${isDefault ? 'main' : 'alternate'}"/>`,
    `<Label>${escape(label)}</Label>`,
    `<Representation id="audio-${rendition.name}" bandwidth="${rendition.peakBitsPerSecond}" codecs="${rendition.codec}" audioSamplingRate="48000">`,
    '<AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>',
    ...files('audio', rendition),
    '</Representation>',
    '</AdaptationSet>',
  ]);
  const texts = captions.flatMap(({ language, label }) => [
    `<AdaptationSet contentType="text" mimeType="text/vtt" lang="${language}">`,
    '<Role schemeIdUri="urn:mpeg:dash:role:2011" value="subtitle"/>',
    `<Label>${escape(label)}</Label>`,
    `<Representation id="text-${language}" bandwidth="256">`,
    `<BaseURL>${urlOf({ track: 'text', rendition: language, file: 'all.vtt' })}</BaseURL>`,
    '</Representation>',
    '</AdaptationSet>',
  ]);
  const longest = Math.max(1, ...renditions.video.flatMap(({ segments }) => segments));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-main:2011" type="static" mediaPresentationDuration="PT${record.duration}S" minBufferTime="PT${Math.ceil(longest)}S">`,
    '<Period id="0" start="PT0S">',
    '<AdaptationSet contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1">',
    ...video,
    '</AdaptationSet>',
    ...sounds,
    ...texts,
    '</Period>',
    '</MPD>',
  ];
  return `${lines.join('\n')}\n`;
}

/** Returns one entry per segment; each begins where the previous one ends, so that errors do not accumulate. */
function timeline(segments: readonly number[]): string {
  let end = 0;
  let at = 0;
  return segments
    .map((seconds) => {
      const start = at;
      end += seconds;
      at = Math.round(end * TIMESCALE);
      return `<S t="${start}" d="${at - start}"/>`;
    })
    .join('');
}

/** Whole frames, or thousandths of one: DASH knows no decimal point here. */
function frameRate(frames: number): string {
  return Number.isInteger(frames) ? String(frames) : `${Math.round(frames * 1000)}/1000`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
