/** Cue of captions as plain text. Times are in seconds. */
export interface TranscriptLine {
  readonly startTime: number;
  readonly endTime: number;
  readonly text: string;
}

/** Lines that form a paragraph. */
export interface Paragraph {
  readonly startTime: number;
  /** Index of its first line in the transcript. */
  readonly first: number;
  readonly lines: readonly TranscriptLine[];
}

/** Search hit: its line, and its range of characters in it. */
export interface TranscriptHit {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Most lines of a transcript, characters of a line, and search hits. */
const MOST = { lines: 10_000, characters: 1_000, hits: 1_000 };
/** Pause that ends a paragraph, in seconds. */
const PAUSE_SECONDS = 4;
/** Characters after which a paragraph ends with the next sentence, and at the latest. */
const LENGTH = { enough: 240, most: 600 };

const TIME = String.raw`((?:\d+:)?\d\d?:\d\d[.,]\d{3})`;
const TIMES = new RegExp(String.raw`^\s*${TIME}\s+-->\s+${TIME}`);

/** Parses a WebVTT file into lines of plain text, without empty ones. */
export function parseCaptions(file: string): readonly TranscriptLine[] {
  const lines: TranscriptLine[] = [];
  for (const block of file.replace(/\r\n?/g, '\n').split(/\n{2,}/)) {
    const rows = block.split('\n', 40);
    // An identifier may come before the times.
    const at = rows.slice(0, 2).findIndex((row) => row.length < MOST.characters && TIMES.test(row));
    const [, start, end] = TIMES.exec(rows[at] ?? '') ?? [];
    if (start === undefined || end === undefined) continue;
    const text = plainText(rows.slice(at + 1).join('\n'));
    if (text) lines.push({ startTime: toSeconds(start), endTime: toSeconds(end), text });
    if (lines.length >= MOST.lines) break;
  }
  return lines;
}

const toSeconds = (time: string): number =>
  time
    .replace(',', '.')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  lrm: '\u200e',
  rlm: '\u200f',
};

/** Strips the markup from the text of a cue, and makes it a single line. */
export function plainText(cue: string): string {
  const text = cue
    .slice(0, MOST.characters)
    .replace(/<[^>]*>?/g, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return /[^\s\p{Cf}]/u.test(text) ? text : '';
}

/** Merges lines in order and without duplicates: a cue that spans two segments is in both. */
export function mergeLines(
  some: readonly TranscriptLine[],
  more: readonly TranscriptLine[],
): readonly TranscriptLine[] {
  const byKey = new Map([...some, ...more].map((line) => [`${line.startTime} ${line.text}`, line]));
  return [...byKey.values()].sort((one, other) => one.startTime - other.startTime).slice(0, MOST.lines);
}

/**
 * Splits lines into paragraphs: at a pause, a change of speaker, or the end of a sentence once a paragraph is long
 * enough.
 */
export function toParagraphs(lines: readonly TranscriptLine[]): readonly Paragraph[] {
  const paragraphs: { startTime: number; first: number; lines: TranscriptLine[] }[] = [];
  let length = 0;
  lines.forEach((line, index) => {
    const last = paragraphs.at(-1);
    const before = last?.lines.at(-1);
    const isOther = /^(?:[-–—]|>>)/.test(line.text);
    const isPause = before !== undefined && line.startTime - before.endTime >= PAUSE_SECONDS;
    const isSentence = before !== undefined && /[.!?…。！？؟]["'”’»」』)]*$/.test(before.text);
    if (!last || isOther || isPause || length >= LENGTH.most || (isSentence && length >= LENGTH.enough)) {
      paragraphs.push({ startTime: line.startTime, first: index, lines: [line] });
      length = line.text.length;
    } else {
      last.lines.push(line);
      length += line.text.length;
    }
  });
  return paragraphs;
}

/** Finds a text in lines, ignoring case. */
export function findHits(lines: readonly TranscriptLine[], query: string): readonly TranscriptHit[] {
  const wanted = query
    .trim()
    .slice(0, 100)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (!wanted) return [];
  const pattern = new RegExp(wanted.replace(/\s+/g, ' '), 'giu');
  const hits: TranscriptHit[] = [];
  for (const [line, { text }] of lines.entries()) {
    for (const { index, 0: found } of text.matchAll(pattern)) {
      hits.push({ line, start: index, end: index + found.length });
      if (hits.length >= MOST.hits) return hits;
    }
  }
  return hits;
}

/** Returns the index of the line at a time in seconds, or of the last one before; -1 before the first. */
export const lineAt = (lines: readonly TranscriptLine[], time: number): number =>
  lines.findLastIndex(({ startTime }) => startTime <= time);

/** Width of a mark on the seek bar, and of that of the current hit, in pixels. */
const MARK = { other: 3, shown: 7 };
/** Least distance between two marks, in percent of the bar: closer ones are merged. */
const LEAST_GAP = 0.5;

/**
 * Draws marks on a bar from `start` to `end`, in seconds, as a CSS image in `currentcolor`.
 *
 * @param shown - Time of the wider mark.
 * @returns `none` if there is nothing to see.
 */
export function marksOf(times: readonly number[], shown: number | undefined, start: number, end: number): string {
  if (!(end > start && end < Infinity)) return 'none';
  const percent = (time: number): number => ((time - start) / (end - start)) * 100;
  const wide = shown === undefined ? undefined : percent(shown);
  const marks: (readonly [at: number, width: number])[] = [];
  for (const time of [...times].sort((one, other) => one - other)) {
    const at = percent(time);
    const isShown = at === wide;
    if (!(at >= 0 && at <= 100)) continue;
    const before = marks.at(-1);
    const isClose = before !== undefined && at - before[0] < LEAST_GAP;
    if (isClose && isShown) marks.pop();
    if (isShown) marks.push([at, MARK.shown]);
    else if (!isClose) marks.push([at, MARK.other]);
  }
  const stops = marks.map(([at, width]) => {
    const [from, to] = [-width / 2, width / 2].map((by) => `calc(${at.toFixed(2)}% + ${by}px)`);
    return `#0000 ${from}, currentcolor 0 ${to}, #0000 0`;
  });
  return stops.length > 0 ? `linear-gradient(90deg, ${stops.join(', ')})` : 'none';
}
