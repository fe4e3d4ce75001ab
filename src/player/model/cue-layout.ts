import { boundCueText, MARK, readSetting } from './cues.js';

/** Region of cues, as in `VTTRegion`: everything in percent, except `lines`. */
export interface CueRegion extends Readonly<Record<'width' | 'lines' | Anchor, number>> {
  readonly scroll: string;
}
type Anchor = `${'region' | 'viewport'}Anchor${'X' | 'Y'}`;

/** Position settings of a WebVTT cue. `line` is a number or `auto`. */
export interface CuePosition {
  readonly line: number | string;
  readonly snapToLines: boolean;
  readonly align: string;
  readonly lineAlign?: string;
  /** Percent of the width, or `auto`. */
  readonly position?: number | string;
  readonly positionAlign?: string;
  /** Width in percent. */
  readonly size?: number;
  /** `rl` or `lr` for vertical text: the direction in which lines are added. */
  readonly vertical?: string;
  readonly region?: CueRegion | null;
  readonly text?: string;
}

/** Position of a caption in the picture. */
export interface CueBox {
  /** Percent from the top; `null` for the bottom, above the controls, where most captions are. */
  readonly top: number | null;
  readonly align: 'start' | 'center' | 'end' | 'left' | 'right';
  /** Left edge and width in percent; `null` for as wide as the text, placed by `align`. */
  readonly column: readonly [left: number, width: number] | null;
  /** What stands at the bottom is in this order, from above. */
  readonly order?: number;
  /** Edge from which the position is measured, and away from which the caption moves to avoid others. */
  readonly side?: 'top' | 'left' | 'right';
  /** CSS declarations for the position. */
  readonly css: string;
  /** CSS declarations for the position of its region, if any. */
  readonly region?: string;
  /** Whether later cues of its region push it up. */
  readonly isScrolled?: boolean;
}

/** Height of a line in percent of the picture, as in WebVTT. */
const LINE_PERCENT = 5.33;
/** Lowest position that is kept, in percent; lower cues go to the bottom, where they make room for the controls. */
const LOWEST_PERCENT = 60;
/** Most lines of a region: the picture has no room for more. */
const MOST_LINES = 18;

/**
 * Lays out a cue of a text track. A cue that the author has moved away from the bottom stays where it is.
 *
 * @see https://www.w3.org/TR/webvtt1/#webvtt-cue-settings
 */
export function layoutCue(cue: CuePosition): CueBox {
  const { line, snapToLines, size = 100, align: given } = cue;
  const [, left = ''] = MARK.exec(cue.text ?? '') ?? [];
  const positionAlign = readSetting(left, 'side') || (cue.positionAlign ?? 'auto');
  const column = columnOf(cue, positionAlign);
  const align = ALIGNMENTS.find((one) => one === given) ?? 'center';
  const box = { top: null, align, column } as const;
  if (cue.vertical === 'rl' || cue.vertical === 'lr') return { ...box, ...layoutVertical(cue, column ?? [0, 100]) };
  const css = column ? `width:${column[1]}%;margin-left:${column[0]}%;` : '';
  const isPlaced = typeof line === 'number' && !(snapToLines && line < 0);
  const region = cue.region ?? (left.startsWith('region') ? readRegion(left) : undefined);
  // A cue with its own line or size is not part of its region.
  if (region && !isPlaced && size === 100)
    return { ...box, css, region: regionCss(region), isScrolled: region.scroll === 'up' };
  // Negative lines count from below; without one, it stands at the last.
  const number = typeof line === 'number' ? line : -1;
  const percent = snapToLines || number !== line ? (number < 0 ? 100 : 0) + number * LINE_PERCENT : number;
  if (!(percent < LOWEST_PERCENT)) return { ...box, css, order: percent };
  const top = Math.max(0, percent);
  return { ...box, top, side: 'top', css: `${css}top:${top}%;--_before:${-partBefore(cue) * 100}%` };
}

/** Lays out a cue with vertical text, in columns from the right or left. */
function layoutVertical(cue: CuePosition, [top, height]: readonly [number, number]): Pick<CueBox, 'side' | 'css'> {
  const { line, snapToLines, vertical = '' } = cue;
  const isPercent = typeof line === 'number' && !snapToLines;
  // Without a line, it is placed like the last one.
  const number = typeof line === 'number' ? line : -1;
  const side = isPercent || (vertical === 'lr') === number >= 0 ? 'left' : 'right';
  const lines = number < 0 ? -number - 1 : number;
  const at = isPercent ? `${clamp(number)}%` : `${clamp(lines * LINE_PERCENT)}cqb`;
  const before = partBefore(cue) * (side === 'left' ? -100 : 100);
  return {
    side,
    css: `writing-mode:vertical-${vertical};${side}:${at};top:${top}%;height:${height}%;--_before:${before}%`,
  };
}

/** Returns the fraction of a cue that comes before its line. */
const partBefore = ({ lineAlign }: CuePosition): number => (lineAlign === 'end' ? 1 : lineAlign === 'center' ? 0.5 : 0);

/** Text of which the first letter is one of those that run from right to left. */
const RTL = /^\P{L}*[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}]/u;
const isRtl = (text = ''): boolean => RTL.test(boundCueText(text).replace(/<[^>]*>/g, ''));
const ALIGNMENTS = ['start', 'end', 'left', 'right'] as const;
const isPercent = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 100;
const clamp = (percent: number): number => Math.min(100, Math.max(0, percent)) || 0;

/** Reads the settings of a region; invalid ones get their defaults. */
function readRegion(settings: string): CueRegion {
  const read = (name: string): number[] => {
    const numbers = readSetting(settings, name)
      .split(',')
      .map((value) => (value.endsWith('%') ? Number(value.slice(0, -1) || NaN) : NaN));
    return numbers.every(isPercent) ? numbers : [];
  };
  const [width = 100] = read('width');
  const [regionAnchorX = 0, regionAnchorY = 100] = read('regionanchor');
  const [viewportAnchorX = 0, viewportAnchorY = 100] = read('viewportanchor');
  const lines = Math.trunc(Number(readSetting(settings, 'lines'))) || 3;
  const scroll = readSetting(settings, 'scroll');
  return { width, lines, regionAnchorX, regionAnchorY, viewportAnchorX, viewportAnchorY, scroll };
}

/** Returns the CSS declarations of a region. */
function regionCss(region: CueRegion): string {
  const { width, lines, regionAnchorX, regionAnchorY, viewportAnchorX, viewportAnchorY } = region;
  const height = Math.min(MOST_LINES, Math.max(1, lines));
  return `width:${width}%;height:calc(${height}*1.35em);left:${viewportAnchorX}%;top:${viewportAnchorY}%;translate:${-regionAnchorX}% ${-regionAnchorY}%`;
}

/** Finds the column of a cue that is narrower than the picture or has its own position. */
function columnOf({ position, size = 100, align, text }: CuePosition, positionAlign: string): CueBox['column'] {
  const isPlaced = isPercent(position);
  if (!isPercent(size) || (!isPlaced && size === 100)) return null;
  const [start, end] = isRtl(text) ? ['end', 'start'] : ['start', 'end'];
  const side = positionAlign === 'auto' ? align : positionAlign.slice('line-'.length);
  const [isLeft, isRight] = [side === 'left' || side === start, side === 'right' || side === end];
  const at = isPlaced ? position : isLeft ? 0 : isRight ? 100 : 50;
  const widest = isLeft ? 100 - at : isRight ? at : 2 * Math.min(at, 100 - at);
  const width = Math.min(size, widest);
  // A column without width has no room for text.
  return width === 0 ? null : [isLeft ? at : isRight ? at - width : at - width / 2, width];
}

/** Extent of a caption: where it begins and ends as seen from the edge, and its range along that edge. */
export type CueExtent = Readonly<Record<'start' | 'end' | 'from' | 'to', number>>;

/** Moves overlapping captions apart, away from the edge, and back inside the limit if there is room. */
export function spreadCues(extents: readonly CueExtent[], limit: number): number[] {
  const taken: CueExtent[] = [];
  const shifts = new Map<CueExtent, number>();
  for (const extent of extents.toSorted((one, other) => one.start - other.start)) {
    const { start, end, from, to } = extent;
    const before = taken.filter((one) => one.from < to && one.to > from);
    const at = Math.max(0, ...before.map((one) => one.end), Math.min(start, limit - (end - start)));
    taken.push({ start: at, end: at + end - start, from, to });
    shifts.set(extent, at - start);
  }
  return extents.map((extent) => shifts.get(extent) ?? 0);
}
