/** Start and end in seconds. */
export type WatchedRange = readonly [start: number, end: number];

/** Shortest gap between two ranges that is one, in seconds. */
const GAP = 0.05;

/** Adds a range to others, which are in order and apart from each other. */
export function addRange(ranges: readonly WatchedRange[], [start, end]: WatchedRange): readonly WatchedRange[] {
  const touches = ([from, to]: WatchedRange): boolean => from <= end + GAP && to >= start - GAP;
  const joined = ranges.filter(touches);
  const one = [Math.min(start, ...joined.map(([from]) => from)), Math.max(end, ...joined.map(([, to]) => to))] as const;
  return [...ranges.filter((range) => !touches(range)), one].sort(([first], [second]) => first - second);
}

/** Marks of a video, in percent. */
const MARKS = [25, 50, 75, 100] as const;

/** Lists the marks that are passed between two moments. The last one is for the end. */
export function marksBetween(from: number, to: number, duration: number): readonly number[] {
  return MARKS.filter((mark) => mark < 100 && from < (duration * mark) / 100 && to >= (duration * mark) / 100);
}
