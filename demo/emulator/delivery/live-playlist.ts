import type { Admission } from './access.js';
import { childName, listChildren, type Child } from './children.js';
import { segmentUrl, type SegmentUrlContext } from './segment-url.js';
import type { Broadcast } from '../live/broadcast.js';
import type { Stretch } from '../live/timeline.js';

/** Which kind of live playlist is asked for. */
export interface LiveMode {
  /** All segments since the beginning. */
  readonly dvr: boolean;
  /** Low latency: parts of segments, too. */
  readonly parts: boolean;
}

/** Number of last segments with listed parts, besides the incomplete one. */
const SEGMENTS_WITH_PARTS = 2;

/** Never fewer segments than a player needs to begin. */
const MIN_LISTED = 3;

/** A media playlist of something that is live, or, with its end, has just been. */
export function livePlaylist(
  context: SegmentUrlContext,
  admission: Admission & { readonly broadcast: Broadcast },
  child: Child,
  mode: LiveMode,
): string {
  const { broadcast } = admission;
  const { timeline, position, hasEnded } = broadcast;
  const name = { track: child.track, rendition: child.rendition.name };
  const urlOf = (file: string) => segmentUrl(context, admission, { ...name, file });
  const first = mode.dvr ? 1 : firstListed(broadcast);
  const withParts = mode.parts && !hasEnded;
  const lines = [
    '#EXTM3U',
    `#EXT-X-VERSION:${mode.dvr ? 8 : 6}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-TARGETDURATION:${Math.ceil(timeline.longestSegment)}`,
    ...(withParts ? lowLatencyHead(broadcast) : []),
    ...(mode.dvr ? ['#EXT-X-PLAYLIST-TYPE:EVENT'] : []),
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    `#EXT-X-MAP:URI="${urlOf('init.mp4')}"`,
  ];
  const partLine = (number: number, index: number, part: Stretch) => {
    const isIndependent = child.track === 'audio' || index === 0;
    return (
      `#EXT-X-PART:DURATION=${broadcast.secondsOf(name, part).toFixed(6)}` +
      `,URI="${urlOf(`seg_${number}_part_${index}.mp4`)}"${isIndependent ? ',INDEPENDENT=YES' : ''}`
    );
  };
  for (let number = first; number <= position.segments; number += 1) {
    const segment = timeline.segment(number);
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(broadcast.wallClock(segment.start)).toISOString()}`);
    if (withParts && number > position.segments - SEGMENTS_WITH_PARTS) {
      lines.push(...timeline.parts(number).map((part, index) => partLine(number, index, part)));
    }
    lines.push(`#EXTINF:${broadcast.secondsOf(name, segment).toFixed(6)},`, urlOf(`seg_${number}.mp4`));
  }
  if (withParts) lines.push(...openSegment(broadcast, partLine, urlOf), ...reports(admission, child, mode));
  if (hasEnded) lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}

function firstListed({ timeline, position, record }: Broadcast): number {
  const { end } = timeline.segment(position.segments);
  let first = position.segments;
  while (
    first > 1 &&
    (position.segments - first + 1 < MIN_LISTED || end - timeline.segment(first - 1).start <= record.windowSeconds)
  )
    first -= 1;
  return Math.max(1, first);
}

/** Lists the available parts of an incomplete segment, and a hint to the next one. */
function openSegment(
  { timeline, position }: Broadcast,
  partLine: (number: number, index: number, part: Stretch) => string,
  urlOf: (file: string) => string,
): string[] {
  const number = position.segments + 1;
  const parts = timeline.parts(number).slice(0, position.parts);
  return [
    ...parts.map((part, index) => partLine(number, index, part)),
    `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${urlOf(`seg_${number}_part_${position.parts}.mp4`)}"`,
  ];
}

/** Returns the server control of a low-latency playlist: responses block until there is something new. */
function lowLatencyHead({ timeline, feed }: Broadcast): string[] {
  // A part ends with a frame of picture or sound, so some are longer by one.
  const frame = Math.max(1 / Math.max(1, feed.renditions.video[0]?.frameRate ?? 1), 0.025);
  const target = timeline.longestPart + frame;
  return [
    `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${(target * 3).toFixed(3)},HOLD-BACK=${(Math.ceil(timeline.longestSegment) * 3).toFixed(1)}`,
    `#EXT-X-PART-INF:PART-TARGET=${target.toFixed(3)}`,
  ];
}

/** How far the other renditions are: as far as this one, for they are cut at the same times. */
function reports(
  { record, renditions, broadcast }: Admission & { readonly broadcast: Broadcast },
  child: Child,
  mode: LiveMode,
): string[] {
  const { segments, parts } = broadcast.position;
  const count = broadcast.timeline.parts(segments).length;
  const last =
    parts > 0 ? `LAST-MSN=${segments + 1},LAST-PART=${parts - 1}` : `LAST-MSN=${segments},LAST-PART=${count - 1}`;
  return listChildren(renditions)
    .filter(({ rendition }) => rendition !== child.rendition)
    .map((other) => `#EXT-X-RENDITION-REPORT:URI="${childName(record, other)}${modeQuery(mode)}",${last}`);
}

/** Returns the query for the media playlists of a live master playlist. */
export function modeQuery({ dvr, parts }: LiveMode): string {
  const pairs = [...(dvr ? ['dvrEnabled=true'] : []), ...(parts ? ['protocol=llhls'] : [])];
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
