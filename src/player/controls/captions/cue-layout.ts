/** Settings of a WebVTT cue that place it. `line` may be a number or `auto`. */
export interface CuePosition {
  readonly line: number | string;
  readonly snapToLines: boolean;
  readonly align: string;
}

/** Place of a caption in the picture. */
export interface CueBox {
  /** Percent from the top; `null` at the bottom, above the controls, where most stand. */
  readonly top: number | null;
  readonly align: 'start' | 'center' | 'end';
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
export function layoutCue({ line, snapToLines, align }: CuePosition): CueBox {
  const percent =
    typeof line !== 'number' || (snapToLines && line < 0) ? null : snapToLines ? line * LINE_PERCENT : line;
  return {
    top: percent !== null && percent < LOWEST_PERCENT ? Math.max(0, percent) : null,
    align: align === 'start' || align === 'left' ? 'start' : align === 'end' || align === 'right' ? 'end' : 'center',
  };
}
