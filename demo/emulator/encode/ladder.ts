import type { EncodeJob, Rung, SourceInfo } from './transcoder.js';

/** Length of the shorter side of each quality, and the most bits it may take. The lengths are those Stream delivers. */
const LADDER = [
  { side: 240, maxKbps: 500 },
  { side: 360, maxKbps: 1000 },
  { side: 480, maxKbps: 1800 },
  { side: 720, maxKbps: 3500 },
  { side: 1080, maxKbps: 6500 },
] as const;

/** Most frames per second of any rendition. Stream goes up to 70; players and tests gain nothing from that. */
const MAX_FRAME_RATE = 60;

/**
 * Chooses the qualities of a video: never larger than the source, at least one, lowest first.
 *
 * @param sides shorter sides to choose from; the largest that fits stands for what is left out above it
 */
export function chooseLadder(source: SourceInfo, sides: readonly number[]): Rung[] {
  const shorter = Math.min(source.width, source.height);
  const fitting = LADDER.filter((step) => step.side <= shorter && sides.includes(step.side));
  const steps = fitting.length > 0 ? fitting : [{ side: even(shorter), maxKbps: LADDER[0].maxKbps }];
  return steps.map(({ side, maxKbps }) => {
    const scale = side / shorter;
    const portrait = source.height > source.width;
    const longer = even((portrait ? source.height : source.width) * scale);
    return { name: String(side), width: portrait ? side : longer, height: portrait ? longer : side, maxKbps };
  });
}

/** Selects the `part` of a job; no qualities if nothing is left. */
export function partOf(
  job: EncodeJob,
  rungs: readonly Rung[],
): { readonly job: EncodeJob; readonly rungs: readonly Rung[] } {
  if (job.part === 'first') return { job, rungs: rungs.slice(0, 1) };
  if (job.part === 'rest')
    return { job: { ...job, source: { ...job.source, hasAudio: false } }, rungs: rungs.slice(1) };
  return { job, rungs };
}

/** Chooses the frame rate for encoding: the source's own, if plausible. */
export function chooseFrameRate(source: SourceInfo): number {
  if (!(source.frameRate >= 1)) return source.frameRate > 0 ? 1 : 30;
  return Math.min(MAX_FRAME_RATE, Math.round(source.frameRate * 1000) / 1000);
}

/** H.264 with 4:2:0 colours has no odd sizes. */
function even(pixels: number): number {
  return Math.max(2, 2 * Math.round(pixels / 2));
}
