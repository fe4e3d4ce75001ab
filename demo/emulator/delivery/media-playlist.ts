import type { Admission } from './access.js';
import type { Child } from './children.js';
import type { Excerpt } from './excerpt.js';
import { segmentUrl, type SegmentUrlContext } from './segment-url.js';
import { countSubtitleSegments, SUBTITLE_SECONDS } from './subtitles.js';

/** A media playlist that has its end: of a video, or an excerpt of a video or a broadcast. */
export function mediaPlaylist(
  context: SegmentUrlContext,
  admission: Admission,
  child: Child,
  excerpt?: Excerpt,
): string {
  const urlOf = (file: string) =>
    segmentUrl(context, admission, { track: child.track, rendition: child.rendition.name, file });
  const listed = segmentLengths(admission, child, excerpt);
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-TARGETDURATION:${Math.ceil(Math.max(1, ...listed.map(({ seconds }) => seconds)))}`,
    `#EXT-X-MEDIA-SEQUENCE:${listed[0]?.number ?? 1}`,
    `#EXT-X-MAP:URI="${urlOf('init.mp4')}"`,
    ...listed.flatMap(({ number, seconds }) => [`#EXTINF:${seconds.toFixed(6)},`, urlOf(`seg_${number}.mp4`)]),
    '#EXT-X-ENDLIST',
  ];
  return `${lines.join('\n')}\n`;
}

/** The playlist of a video's captions in one language. */
export function subtitlePlaylist(context: SegmentUrlContext, admission: Admission, language: string): string {
  const { duration } = admission.record;
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXT-X-TARGETDURATION:${SUBTITLE_SECONDS}`,
    '#EXT-X-MEDIA-SEQUENCE:1',
  ];
  for (let number = 1; number <= countSubtitleSegments(duration); number += 1) {
    const seconds = Math.min(SUBTITLE_SECONDS, duration - (number - 1) * SUBTITLE_SECONDS);
    lines.push(
      `#EXTINF:${seconds.toFixed(6)},`,
      segmentUrl(context, admission, { track: 'text', rendition: language, file: `seg_${number}.vtt` }),
    );
  }
  return `${lines.join('\n')}\n#EXT-X-ENDLIST\n`;
}

function segmentLengths({ broadcast }: Admission, { track, rendition }: Child, excerpt: Excerpt | undefined) {
  const count = broadcast?.position.segments ?? rendition.segments.length;
  const [first, last] = [excerpt?.first ?? 1, Math.min(count, excerpt?.last ?? count)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const number = first + index;
    const seconds = broadcast
      ? broadcast.secondsOf({ track, rendition: rendition.name }, broadcast.timeline.segment(number))
      : (rendition.segments[number - 1] ?? 0);
    return { number, seconds };
  });
}
