import { css, mix } from './colour.js';
import { DURATION_S, HORIZON, WIDTH, wholePixels } from './frame.js';
import type { Palette } from './palette.js';
import { between, seededRandom } from './random.js';

/** How fast the range passes by, in pixels a second. */
export const MOUNTAIN_SPEED = 3;
const FOOT = HORIZON + 4;

interface Peak {
  readonly x: number;
  readonly top: number;
  readonly left: number;
  readonly right: number;
  /** The crest from the summit to the foot, which parts the lit side from the shaded one. */
  readonly crest: readonly (readonly [x: number, y: number])[];
  readonly snow: readonly (readonly [x: number, y: number])[];
}

const peaks = makePeaks();

function makePeaks(): Peak[] {
  const random = seededRandom(23);
  const made: Peak[] = [];
  for (let x = -80; x < WIDTH + MOUNTAIN_SPEED * DURATION_S + 260; x += between(random, 96, 168)) {
    const height = between(random, 92, 226) * (made.length % 3 === 1 ? 1.1 : 0.8);
    const top = FOOT - height;
    const left = height * between(random, 0.95, 1.25);
    const right = height * between(random, 0.95, 1.25);
    const crest: [number, number][] = [[x, top]];
    for (let step = 1; step <= 4; step += 1) {
      const lean = (step % 2 === 0 ? -1 : 1) * between(random, 0.04, 0.1) + 0.06 * step;
      crest.push([x + lean * height, top + (height * step) / 4]);
    }
    const reach = between(random, 0.26, 0.36);
    const at = (share: number, side: number): [number, number] => [
      x + side * reach * share,
      top + height * reach * share,
    ];
    const snow = [
      at(1, -left),
      at(0.62, -left * 0.5),
      at(0.95, -left * 0.22),
      at(0.66, 0),
      at(1.12, right * 0.3),
      at(0.7, right * 0.55),
      at(1, right),
    ];
    made.push({ x, top, left, right, crest, snow });
  }
  return made.sort((a, b) => a.top - b.top);
}

/**
 * The snowy range: two flat sides a mountain, and the sun decides which of them is the bright one.
 *
 * @param light −1 when the light comes from the far left, 1 from the far right.
 */
export function drawMountains(
  context: CanvasRenderingContext2D,
  palette: Palette,
  second: number,
  light: number,
): void {
  const base = mix(palette.haze, palette.land, 0.16);
  const shaded = mix(palette.haze, palette.land, 0.34);
  const leftSide = css(mix(base, shaded, 0.5 + light / 2));
  const rightSide = css(mix(base, shaded, 0.5 - light / 2));
  const snowShade = mix(palette.snow, palette.haze, 0.5);
  const leftSnow = css(mix(palette.snow, snowShade, 0.5 + light / 2));
  const rightSnow = css(mix(palette.snow, snowShade, 0.5 - light / 2));
  context.save();
  context.translate(wholePixels(-second * MOUNTAIN_SPEED), 0);
  for (const peak of peaks) {
    drawMountain(context, peak, leftSide, rightSide, leftSnow, rightSnow);
  }
  context.restore();
}

function drawMountain(
  context: CanvasRenderingContext2D,
  { x, top, left, right, crest, snow }: Peak,
  leftSide: string,
  rightSide: string,
  leftSnow: string,
  rightSnow: string,
): void {
  const outline = new Path2D();
  outline.moveTo(x - left, FOOT);
  outline.lineTo(x, top);
  outline.lineTo(x + right, FOOT);
  outline.closePath();
  const cap = new Path2D();
  cap.moveTo(x, top);
  for (const point of snow) cap.lineTo(...point);
  cap.closePath();
  const rightHalf = new Path2D();
  for (const point of crest) rightHalf.lineTo(...point);
  rightHalf.lineTo(x + right + 4, FOOT);
  rightHalf.lineTo(x + right + 4, top);
  rightHalf.closePath();

  context.fillStyle = leftSide;
  context.fill(outline);
  context.fillStyle = leftSnow;
  context.fill(cap);
  context.save();
  context.clip(rightHalf);
  context.fillStyle = rightSide;
  context.fill(outline);
  context.fillStyle = rightSnow;
  context.fill(cap);
  context.restore();
}
