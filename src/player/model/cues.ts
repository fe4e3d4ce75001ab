import { cutLongLines } from './lines.js';

/** Most cues that are drawn at a time: more leave nothing of the picture. */
export const MAX_CUES = 20;
/** Most characters of a cue that are drawn. */
const MAX_CHARACTERS = 2_000;
/** Most tags of a cue that are heeded. Browsers read nested ones in a time that grows with the square of their number. */
const MAX_TAGS = 50;

/** Bounds the text of a WebVTT cue: cuts it where it is very long, and takes its tags out where they are very many. */
export function boundCueText(text: string): string {
  const cut = text.slice(0, MAX_CHARACTERS);
  return cut.split('<', MAX_TAGS + 2).length > MAX_TAGS + 1 ? cut.replace(/<[^>]*>?/g, '') : cut;
}

/** Most cues that are kept for a second of video. People read one in two. */
const CUES_PER_SECOND = 10;
/** Limits of that: a short file may hold more, and a video may have all of its captions in one file. */
const CUES = { least: 100, most: 10_000 };

/**
 * Bounds a WebVTT file: it keeps as many cues as can be read in its time, and of each what can be drawn. Engines add
 * cues in a time that grows with the square of their number, and read long ones in such a time, too.
 *
 * @param seconds - Length of the video that the file is for.
 */
export function boundCaptions(file: string, seconds: number): string {
  const most = Math.min(CUES.most, Math.max(CUES.least, seconds * CUES_PER_SECOND || 0));
  const text = cutLongLines(file.replace(/\r\n?/g, '\n'));
  let kept = '';
  /** Lines that belong together: text of a cue, its name, or a note. */
  let block = '';
  let cues = 0;
  for (let start = 0, end: number; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const line = text.slice(start, end);
    const isCue = line.includes('-->');
    if (!isCue && line !== '') {
      if (block.length < MAX_CHARACTERS) block += block === '' ? line : `\n${line}`;
      continue;
    }
    // One empty line ends a block; more are not needed.
    if (block !== '') kept += `${boundCueText(block)}\n`;
    if (isCue || block !== '') kept += `${line}\n`;
    block = '';
    if (isCue && (cues += 1) > most) return kept.slice(0, kept.lastIndexOf(line));
  }
  return kept + boundCueText(block);
}

/** Settings of a WebVTT cue that place it. `line` may be a number or `auto`. */
export interface CuePosition {
  readonly line: number | string;
  readonly snapToLines: boolean;
  readonly align: string;
  /** Percent of the width, or `auto`. */
  readonly position?: number | string;
  readonly positionAlign?: string;
  /** Width in percent. */
  readonly size?: number;
}

/** Place of a caption in the picture. */
export interface CueBox {
  /** Percent from the top; `null` at the bottom, above the controls, where most stand. */
  readonly top: number | null;
  readonly align: 'start' | 'center' | 'end' | 'left' | 'right';
  /** Left edge and width in percent; `null` for as wide as its text, where `align` says. */
  readonly column: readonly [left: number, width: number] | null;
}

/** Height of a line in percent of the picture, as WebVTT has it. */
const LINE_PERCENT = 5.33;
/** Lowest place that is kept; what stands below goes to the bottom, where it makes room for controls. */
const LOWEST_PERCENT = 60;

/**
 * Places a cue of a text track. What an author moved out of the way of the picture stays there.
 *
 * @see https://www.w3.org/TR/webvtt1/#webvtt-cue-settings
 */
export function layoutCue(cue: CuePosition): CueBox {
  const { line, snapToLines, align } = cue;
  const percent =
    typeof line !== 'number' || (snapToLines && line < 0) ? null : snapToLines ? line * LINE_PERCENT : line;
  return {
    top: percent !== null && percent < LOWEST_PERCENT ? Math.max(0, percent) : null,
    align: ALIGNMENTS.find((one) => one === align) ?? 'center',
    column: columnOf(cue),
  };
}

const ALIGNMENTS = ['start', 'end', 'left', 'right'] as const;
const isPercent = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 100;

/** Finds the column of a cue that is not as wide as the picture, or not at its own side of it. */
function columnOf({ position, positionAlign = 'auto', size = 100, align }: CuePosition): CueBox['column'] {
  const isPlaced = isPercent(position);
  if (!isPercent(size) || (!isPlaced && size === 100)) return null;
  const isLeft = positionAlign === 'auto' ? /start|left/.test(align) : positionAlign === 'line-left';
  const isRight = positionAlign === 'auto' ? /end|right/.test(align) : positionAlign === 'line-right';
  const at = isPlaced ? position : isLeft ? 0 : isRight ? 100 : 50;
  const widest = isLeft ? 100 - at : isRight ? at : 2 * Math.min(at, 100 - at);
  const width = Math.min(size, widest);
  // There is no room for words in nothing.
  if (width === 0) return null;
  return [isLeft ? at : isRight ? at - width : at - width / 2, width];
}
