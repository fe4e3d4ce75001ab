/** Length of a segment of captions in seconds. */
export const SUBTITLE_SECONDS = 10;

/** Ties the times of captions to those of the media, which begin at 0. */
const TIMESTAMP_MAP = 'X-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000';

/** How many segments the captions of a video have. */
export function countSubtitleSegments(duration: number): number {
  return Math.max(1, Math.ceil(duration / SUBTITLE_SECONDS - 0.001));
}

/**
 * Returns one segment of captions: all cues shown during it. Cues across two segments are in both, as HLS requires.
 *
 * @param text WebVTT
 * @param number of the segment, from 1
 */
export function cutCaptions(text: string, number: number): Buffer {
  const [from, to] = [(number - 1) * SUBTITLE_SECONDS, number * SUBTITLE_SECONDS];
  const blocks = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .slice(1)
    .map((block) => block.trim());
  const kept = blocks.filter((block) => {
    if (/^(?:STYLE|REGION)\b/.test(block)) return true;
    const [, start, end] = /^(?:.*\n)?([\d:.]+)[ \t]+-->[ \t]+([\d:.]+)/.exec(block) ?? [];
    return start !== undefined && end !== undefined && toSeconds(start) < to && toSeconds(end) > from;
  });
  return Buffer.from(`${[`WEBVTT\n${TIMESTAMP_MAP}`, ...kept].join('\n\n')}\n`);
}

function toSeconds(time: string): number {
  return time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
