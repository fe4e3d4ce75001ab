import { css, mix } from './colour.js';
import { HEIGHT, HORIZON, WIDTH, wholePixels } from './frame.js';
import { drawFarHills } from './hills.js';
import { drawMountains } from './mountains.js';
import { cabinAt } from './life.js';
import { inWater, type Palette } from './palette.js';
import { between, seededRandom } from './random.js';
import { moonAt, sunAt } from './sky.js';

const DEPTH = HEIGHT - HORIZON;
const random = seededRandom(59);
const ripples = Array.from({ length: 18 }, () => {
  const near = random() ** 1.4;
  return {
    x: Math.round(between(random, 0, WIDTH)),
    y: Math.round(HORIZON + 10 + near * 150),
    length: between(random, 40, 110) * (0.4 + near),
    thickness: 1.4 + near * 2.4,
  };
});
const glints = Array.from({ length: 17 }, (_, index) => ({
  y: HORIZON + 7 + index * 8,
  half: between(random, 14, 34) + index * 2.2,
  phase: between(random, 0, 2 * Math.PI),
  shift: between(random, -9, 9),
}));

/** The lake: the range upside down, shortened and drawn towards the colour of the water, a path of light, ripples. */
export function drawLake(
  context: CanvasRenderingContext2D,
  palette: Palette,
  second: number,
  step: number,
  light: number,
): void {
  const mirrored = inWater(palette, 0.42);
  context.save();
  context.beginPath();
  context.rect(0, HORIZON, WIDTH, DEPTH);
  context.clip();
  const steps = 6;
  for (let step = 0; step < steps; step += 1) {
    const share = step / (steps - 1);
    context.fillStyle = css(mix(mirrored.skyLow, mix(mirrored.skyTop, palette.water, 0.4), share));
    context.fillRect(0, HORIZON + (step * 132) / steps, WIDTH, DEPTH);
  }
  context.save();
  context.translate(0, HORIZON * 1.55);
  context.scale(1, -0.55);
  drawMountains(context, mirrored, second, light);
  drawFarHills(context, mirrored, second);
  context.restore();
  drawGlints(context, palette, step);
  drawLamp(context, palette, second, step);
  drawRipples(context, palette, second);
  context.restore();
}

function drawGlints(context: CanvasRenderingContext2D, palette: Palette, second: number): void {
  const sun = sunAt(second);
  const byDay = Math.min(1, Math.max(0, (HORIZON - sun.y + 60) / 80)) * (second < 52 ? 1 : 0);
  const moon = Math.max(0, second - 50) / 14;
  const [x, tint, alpha] =
    byDay > 0
      ? [sun.x, palette.sun, 0.55 * byDay]
      : [moonAt(second).x, mix(palette.snow, [0.96, 0, 0.04], 0.6), 0.3 * moon];
  if (alpha <= 0) return;
  context.fillStyle = css(tint, alpha);
  for (const { y, half, phase, shift } of glints) {
    fillLens(context, x + shift, y, half * (0.75 + 0.25 * Math.sin(second * 1.3 + phase)), 2.4);
  }
}

/** What the cabin's windows throw on the water. */
function drawLamp(context: CanvasRenderingContext2D, palette: Palette, second: number, step: number): void {
  const alpha = 0.5 * Math.max(0, palette.night * 1.4 - 0.4);
  if (alpha <= 0) return;
  context.fillStyle = `rgb(255 214 128 / ${alpha.toFixed(2)})`;
  for (const { y, half, phase, shift } of glints.slice(1, 8)) {
    fillLens(context, cabinAt(second).x + shift * 0.5, y, half * (0.4 + 0.1 * Math.sin(step + phase)), 1.8);
  }
}

function drawRipples(context: CanvasRenderingContext2D, palette: Palette, second: number): void {
  context.fillStyle = css(mix(palette.skyLow, palette.water, 0.4), 0.4);
  for (const { x, y, length, thickness } of ripples) {
    const drift = (((x + wholePixels(-second * 12)) % (WIDTH + 240)) + WIDTH + 240) % (WIDTH + 240);
    fillLens(context, drift - 120, y, length / 2, thickness / 2);
  }
}

/** A thin shape, pointed at both ends. */
function fillLens(context: CanvasRenderingContext2D, x: number, y: number, half: number, rise: number): void {
  context.beginPath();
  context.moveTo(x - half, y);
  context.quadraticCurveTo(x, y - rise * 2, x + half, y);
  context.quadraticCurveTo(x, y + rise * 2, x - half, y);
  context.fill();
}
