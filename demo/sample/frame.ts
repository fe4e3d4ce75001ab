/** Things that slide by move in whole pixels, which an encoder follows for free. */
export function wholePixels(value: number): number {
  return Math.round(value + 1e-6);
}

/** Measures of the sample that drawing, sound and encoding share. Pixels, seconds, frames a second. */
export const WIDTH = 1280;
export const HEIGHT = 720;
export const FRAME_RATE = 24;
export const DURATION_S = 64;
/**
 * How many frames share one light. Paper scenes are filmed like that, and between two steps the encoder has only
 * to move things, not to repaint everything.
 */
export const FRAMES_A_STEP = 6;
/** Where the far shore of the lake lies, in pixels from the top. */
export const HORIZON = 462;
/** Where the near shore begins, in pixels from the top. */
export const NEAR_SHORE = 596;
