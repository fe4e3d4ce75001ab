/** Shapes that differ by less count as the same. */
const TOLERANCE = 0.01;

/**
 * Whether a picture fills a box but for a hair: 854 × 480 pixels in 16:9, for instance. Drawn whole, it would leave a
 * dark line at an edge.
 *
 * @since 0.1.0
 */
export function fillsBox(width: number, height: number, boxWidth: number, boxHeight: number): boolean {
  if (!(width && height && boxWidth && boxHeight)) return false;
  return Math.abs((width * boxHeight) / (height * boxWidth) - 1) < TOLERANCE;
}
