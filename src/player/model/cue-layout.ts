import { boundCueText, MARK, readSetting } from './cues.js';

/** Area in which cues are gathered, as a `VTTRegion` describes it: all in percent, but for its lines. */
export interface CueRegion extends Readonly<Record<'width' | 'lines' | Anchor, number>> {
  readonly scroll: string;
}
type Anchor = `${'region' | 'viewport'}Anchor${'X' | 'Y'}`;

/** Settings of a WebVTT cue that place it. `line` may be a number or `auto`. */
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
  /** `rl` or `lr`, whereto lines grow that are read from top to bottom. */
  readonly vertical?: string;
  readonly region?: CueRegion | null;
  readonly text?: string;
}

/** Place of a caption in the picture. */
export interface CueBox {
  /** Percent from the top; `null` at the bottom, above the controls, where most stand. */
  readonly top: number | null;
  readonly align: 'start' | 'center' | 'end' | 'left' | 'right';
  /** Left edge and width in percent; `null` for as wide as its text, where `align` says. */
  readonly column: readonly [left: number, width: number] | null;
  /** What stands at the bottom is in this order, from above. */
  readonly order?: number;
  /** Edge from which its place counts, and away from which it moves where that is taken. */
  readonly side?: 'top' | 'left' | 'right';
  /** Declarations of CSS that put it there. */
  readonly css: string;
  /** Declarations that put its region there, if it has one. */
  readonly region?: string;
  /** Whether what comes later into its region pushes it up. */
  readonly isScrolled?: boolean;
}

/** Height of a line in percent of the picture, as WebVTT has it. */
const LINE_PERCENT = 5.33;
/** Lowest place that is kept; what stands below goes to the bottom, where it makes room for controls. */
const LOWEST_PERCENT = 60;
/** Most lines of a region: the picture has room for no more. */
const MOST_LINES = 18;

/**
 * Places a cue of a text track. What an author moved out of the way of the picture stays there.
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
  // A line or a size of its own takes it out of its region.
  if (region && !isPlaced && size === 100)
    return { ...box, css, region: regionCss(region), isScrolled: region.scroll === 'up' };
  // Negative lines count from below; without one, it stands at the last.
  const number = typeof line === 'number' ? line : -1;
  const percent = snapToLines || number !== line ? (number < 0 ? 100 : 0) + number * LINE_PERCENT : number;
  if (!(percent < LOWEST_PERCENT)) return { ...box, css, order: percent };
  const top = Math.max(0, percent);
  return { ...box, top, side: 'top', css: `${css}top:${top}%;--_before:${-partBefore(cue) * 100}%` };
}

/** Places a cue whose letters stand below each other, in columns from the right or from the left. */
function layoutVertical(cue: CuePosition, [top, height]: readonly [number, number]): Pick<CueBox, 'side' | 'css'> {
  const { line, snapToLines, vertical = '' } = cue;
  const isPercent = typeof line === 'number' && !snapToLines;
  // Without a line, it stands where the last one does.
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

/** Part of a cue that stands before its line. */
const partBefore = ({ lineAlign }: CuePosition): number => (lineAlign === 'end' ? 1 : lineAlign === 'center' ? 0.5 : 0);

/** Text of which the first letter is one of those that run from right to left. */
const RTL = /^\P{L}*[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}]/u;
const isRtl = (text = ''): boolean => RTL.test(boundCueText(text).replace(/<[^>]*>/g, ''));
const ALIGNMENTS = ['start', 'end', 'left', 'right'] as const;
const isPercent = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 100;
const clamp = (percent: number): number => Math.min(100, Math.max(0, percent)) || 0;

/** Reads the settings of a region; those that cannot be read are as if they were not there. */
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

/** Gives the declarations of CSS for a region. */
function regionCss(region: CueRegion): string {
  const { width, lines, regionAnchorX, regionAnchorY, viewportAnchorX, viewportAnchorY } = region;
  const height = Math.min(MOST_LINES, Math.max(1, lines));
  return `width:${width}%;height:calc(${height}*1.35em);left:${viewportAnchorX}%;top:${viewportAnchorY}%;translate:${-regionAnchorX}% ${-regionAnchorY}%`;
}

/** Finds the column of a cue that is not as wide as the picture, or not at its own side of it. */
function columnOf({ position, size = 100, align, text }: CuePosition, positionAlign: string): CueBox['column'] {
  const isPlaced = isPercent(position);
  if (!isPercent(size) || (!isPlaced && size === 100)) return null;
  const [start, end] = isRtl(text) ? ['end', 'start'] : ['start', 'end'];
  const side = positionAlign === 'auto' ? align : positionAlign.slice('line-'.length);
  const [isLeft, isRight] = [side === 'left' || side === start, side === 'right' || side === end];
  const at = isPlaced ? position : isLeft ? 0 : isRight ? 100 : 50;
  const widest = isLeft ? 100 - at : isRight ? at : 2 * Math.min(at, 100 - at);
  const width = Math.min(size, widest);
  // There is no room for words in nothing.
  return width === 0 ? null : [isLeft ? at : isRight ? at - width : at - width / 2, width];
}

/** Extent of a caption: how far from the edge it begins and ends, and from where to where it reaches along that edge. */
export type CueExtent = Readonly<Record<'start' | 'end' | 'from' | 'to', number>>;

/** Moves captions that overlap off each other, away from the edge, and back into their limit where there is room. */
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
