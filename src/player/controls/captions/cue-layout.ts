/** What of a WebVTT cue says where it stands. `line` may be a number or `auto`. */
export interface CuePosition {
  readonly line: number | string;
  readonly snapToLines: boolean;
  readonly align: string;
}

/** Where a caption is drawn. */
export interface CueBox {
  /** Percent from the top; `null` at the bottom, above the controls, where most stand. */
  readonly top: number | null;
  readonly align: 'start' | 'center' | 'end';
}

/** Height of a line in percent of the picture, as WebVTT has it. */
const LINE_PERCENT = 5.33;
/** What is told to stand below this goes to the bottom, where it makes room for controls. */
const LOWEST_PERCENT = 60;

/**
 * Where a cue of a text track is drawn. What an author moved out of the way of the picture stays there.
 *
 * @see https://www.w3.org/TR/webvtt1/#webvtt-cue-settings
 * @since 0.1.0
 */
export function layoutCue({ line, snapToLines, align }: CuePosition): CueBox {
  const percent =
    typeof line !== 'number' || (snapToLines && line < 0) ? null : snapToLines ? line * LINE_PERCENT : line;
  return {
    top: percent !== null && percent < LOWEST_PERCENT ? Math.max(0, percent) : null,
    align: align === 'start' || align === 'left' ? 'start' : align === 'end' || align === 'right' ? 'end' : 'center',
  };
}
