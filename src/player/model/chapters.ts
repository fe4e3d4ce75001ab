/**
 * Chapter of a video. Times are in seconds.
 *
 * @since 0.1.0
 */
export interface Chapter {
  readonly startTime: number;
  /** End of the chapter; `Infinity` if it lasts to the end of the video. */
  readonly endTime: number;
  readonly title: string;
}

/**
 * Chapter to add to a video; without an end time, it lasts until the next one.
 *
 * @since 0.1.0
 */
export interface NewChapter {
  readonly startTime: number;
  readonly endTime?: number | undefined;
  readonly title: string;
}

/** Most chapters of a video: nobody searches through more. */
const MAX_CHAPTERS = 1_000;
/** Most characters of a title. */
const MAX_TITLE = 200;
/** Time after the start of a chapter within which “back” leads to the previous one. */
const BACK_SECONDS = 3;
/** Least distance between two gaps, in percent of the bar: closer ones would leave nothing in between. */
const LEAST_SEGMENT = 0.6;

/**
 * Sorts chapters and keeps them from overlapping. Omits those without a title or a start; of two with the same start,
 * the later one wins.
 */
export function orderChapters(
  given: Iterable<{ readonly [Name in keyof NewChapter]?: unknown } | null | undefined>,
): readonly Chapter[] {
  const byStart = new Map<number, Chapter>();
  for (const chapter of given) {
    const startTime = Math.max(0, toSeconds(chapter?.startTime));
    const title = typeof chapter?.title === 'string' ? readTitle(chapter.title) : '';
    if (title && Number.isFinite(startTime))
      byStart.set(startTime, { startTime, endTime: toSeconds(chapter?.endTime), title });
  }
  const sorted = [...byStart.values()].sort((one, other) => one.startTime - other.startTime).slice(0, MAX_CHAPTERS);
  return sorted.map(({ startTime, endTime, title }, at) => {
    const next = sorted[at + 1]?.startTime ?? Infinity;
    return { startTime, endTime: endTime > startTime ? Math.min(endTime, next) : next, title };
  });
}

/** Makes a title a single short line. */
function readTitle(title: string): string {
  const line = title
    .slice(0, 2 * MAX_TITLE)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const [cut = ''] = CUT.exec(line) ?? [];
  return /[^\s\p{Cf}]/u.test(cut) ? cut : '';
}

const CUT = new RegExp(`^.{0,${MAX_TITLE}}`, 'u');
const toSeconds = (value: unknown): number => (typeof value === 'number' ? value : NaN);

/** Finds the chapter at a time, in seconds; `null` if there is none. */
export function chapterAt(chapters: readonly Chapter[], time: number): Chapter | null {
  const begun = chapters.findLast(({ startTime }) => startTime <= time);
  return begun && time < begun.endTime ? begun : null;
}

/** Finds the next chapter or, backwards, the start of the current one; within its first seconds, the previous one. */
export function chapterBeside(chapters: readonly Chapter[], time: number, by: 1 | -1): Chapter | undefined {
  if (by > 0) return chapters.find(({ startTime }) => startTime > time);
  return chapters.findLast(({ startTime }) => startTime < time - BACK_SECONDS) ?? chapters[0];
}

/** Lists the gaps of a bar from `start` to `end`, in percent: one wherever a chapter begins or ends. */
export function cutsOf(chapters: readonly Chapter[], start: number, end: number): readonly number[] {
  const times = new Set(chapters.flatMap(({ startTime, endTime }) => [startTime, endTime]));
  const cuts: number[] = [];
  for (const time of [...times].sort((one, other) => one - other)) {
    const percent = ((time - start) / (end - start)) * 100;
    if (percent - (cuts.at(-1) ?? 0) >= LEAST_SEGMENT && percent <= 100 - LEAST_SEGMENT) cuts.push(percent);
  }
  return cuts;
}
