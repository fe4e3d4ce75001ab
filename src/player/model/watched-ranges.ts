/** Start and end, in seconds. */
export type WatchedRange = readonly [start: number, end: number];

/** Longest distance of two ranges that are merged, in seconds. */
const GAP = 0.05;

/** Adds a range to others, which are sorted and disjoint. */
export function addRange(ranges: readonly WatchedRange[], [start, end]: WatchedRange): readonly WatchedRange[] {
  const touches = ([from, to]: WatchedRange): boolean => from <= end + GAP && to >= start - GAP;
  const joined = ranges.filter(touches);
  const one = [Math.min(start, ...joined.map(([from]) => from)), Math.max(end, ...joined.map(([, to]) => to))] as const;
  return [...ranges.filter((range) => !touches(range)), one].sort(([first], [second]) => first - second);
}

/** Marks of a video, in percent. */
const MARKS = [25, 50, 75, 100] as const;

/** Lists the marks that were passed between two positions; 100 only counts at the end of the video. */
export function marksBetween(from: number, to: number, duration: number): readonly number[] {
  return MARKS.filter((mark) => mark < 100 && from < (duration * mark) / 100 && to >= (duration * mark) / 100);
}
