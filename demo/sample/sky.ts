import { css, mix } from './colour.js';
import { DURATION_S, HORIZON, WIDTH, wholePixels } from './frame.js';
import type { Palette } from './palette.js';
import { between, seededRandom } from './random.js';

const BANDS = 11;
const STAR_COUNT = 90;
const MOONRISE_S = 48;

const random = seededRandom(7);
const bands = Array.from({ length: BANDS }, (_, index) => ({
  share: index / (BANDS - 1),
  wave: between(random, 7, 15),
  length: between(random, 520, 900),
  phase: between(random, 0, 2 * Math.PI),
}));
const stars = Array.from({ length: STAR_COUNT }, () => ({
  x: between(random, 8, WIDTH - 8),
  y: between(random, 0, 1) ** 1.25 * (HORIZON - 130) + 10,
  radius: between(random, 1, 2.4),
  phase: between(random, 0, 2 * Math.PI),
})).filter(({ x, y }) => x > 560 || y < 34 || y > 166); // not between the digits of the clock
const clouds = [
  { x: 520, y: 268, size: 0.9, speed: 6 },
  { x: 1250, y: 150, size: 0.74, speed: 6 },
  { x: 1010, y: 312, size: 0.5, speed: 12 },
  { x: 150, y: 300, size: 0.58, speed: 6 },
  { x: 1580, y: 248, size: 1, speed: 6 },
  { x: 1560, y: 330, size: 0.46, speed: 12 },
];

function skyColour(palette: Palette, share: number) {
  return share < 0.5
    ? mix(palette.skyTop, palette.skyMiddle, share * 2)
    : mix(palette.skyMiddle, palette.skyLow, share * 2 - 1);
}

/**
 * Sheets of paper, one before the other. Steps that are meant to be seen take the place of a gradient, which would
 * show steps that are not.
 */
export function drawSky(context: CanvasRenderingContext2D, palette: Palette): void {
  for (const { share, wave, length, phase } of bands) {
    const top = (share - 1 / BANDS) * HORIZON;
    context.fillStyle = css(skyColour(palette, share));
    context.beginPath();
    context.moveTo(0, HORIZON + 2);
    for (let x = 0; x <= WIDTH; x += 16) {
      const angle = (x / length) * 2 * Math.PI + phase;
      context.lineTo(x, share === 0 ? 0 : top + wave * Math.sin(angle) + wave * 0.4 * Math.sin(angle * 2.3));
    }
    context.lineTo(WIDTH, HORIZON + 2);
    context.fill();
  }
}

/** Stars that come out one after the other; some of them twinkle. */
export function drawStars(context: CanvasRenderingContext2D, palette: Palette, second: number): void {
  if (palette.night < 0.08) return;
  stars.forEach(({ x, y, radius, phase }, index) => {
    const out = Math.min(1, Math.max(0, palette.night * 1.6 - (index / STAR_COUNT) * 0.6 - y / 1400));
    const alpha = out * (index % 4 === 0 ? 0.75 + 0.25 * Math.sin(second * 1.4 + phase) : 1);
    if (alpha < 0.03) return;
    context.fillStyle = `rgb(255 246 224 / ${alpha.toFixed(2)})`;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  });
}

/** The one star that falls. */
export function drawFallingStar(context: CanvasRenderingContext2D, second: number): void {
  const age = second - 57.5;
  if (age < 0 || age > 1.1) return;
  const head = { x: 1010 - age * 330, y: 74 + age * 128 };
  const tail = Math.min(age, 1.1 - age) * 230;
  context.strokeStyle = 'rgb(255 246 224 / 0.85)';
  context.lineWidth = 2.4;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(head.x, head.y);
  context.lineTo(head.x + tail, head.y - tail * 0.39);
  context.stroke();
}

/** Where the sun stands: it rises behind the mountains on the left and sets on the right. */
export function sunAt(second: number): { x: number; y: number } {
  const share = (second + 1.5) / 50;
  return { x: 450 + 690 * share, y: HORIZON - 40 - 326 * Math.sin(Math.PI * share) };
}

/** Where the moon stands. */
export function moonAt(second: number): { x: number; y: number } {
  const share = (second - MOONRISE_S) / (DURATION_S - MOONRISE_S);
  return { x: 610 + 260 * share, y: HORIZON - 10 - 296 * Math.sin((Math.PI / 2) * share) };
}

/** The sun in its halo, and later the moon. */
export function drawSunAndMoon(context: CanvasRenderingContext2D, palette: Palette, second: number): void {
  const sun = sunAt(second);
  if (second < 53) {
    for (const [radius, alpha] of [
      [190, 0.1],
      [128, 0.16],
      [82, 0.26],
      [46, 1],
    ] as const) {
      context.fillStyle = css(palette.sun, alpha);
      context.beginPath();
      context.arc(sun.x, sun.y, radius, 0, 2 * Math.PI);
      context.fill();
    }
  }
  if (second > MOONRISE_S) {
    const { x, y } = moonAt(second);
    drawMoon(context, x, y);
  }
}

function drawMoon(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.fillStyle = 'rgb(255 243 214 / 0.11)';
  context.beginPath();
  context.arc(x, y, 84, 0, 2 * Math.PI);
  context.fill();
  context.save();
  context.translate(x, y);
  context.rotate(-0.45);
  context.fillStyle = '#fff3d6';
  context.beginPath();
  context.arc(0, 0, 38, -Math.PI / 2, Math.PI / 2);
  context.ellipse(0, 0, 17, 38, 0, Math.PI / 2, -Math.PI / 2, true);
  context.fill();
  context.restore();
}

/** Paper clouds with a flat bottom. */
export function drawClouds(context: CanvasRenderingContext2D, palette: Palette, second: number): void {
  for (const { x, y, size, speed } of clouds) {
    context.save();
    context.translate(wholePixels(x - second * speed), y);
    context.scale(size, size);
    context.fillStyle = css(mix(palette.cloud, palette.skyMiddle, 0.2));
    fillPuffs(context, 122, [
      [-72, 34],
      [-24, 50],
      [40, 62],
      [88, 36],
    ]);
    context.fillStyle = css(mix(palette.cloud, palette.skyMiddle, 0.06));
    context.translate(8, 5);
    fillPuffs(context, 84, [
      [-44, 26],
      [4, 40],
      [50, 26],
    ]);
    context.restore();
  }
}

/** A row of puffs (centre, radius) on a bar with round ends. */
function fillPuffs(
  context: CanvasRenderingContext2D,
  half: number,
  puffs: readonly (readonly [x: number, radius: number])[],
): void {
  context.beginPath();
  context.roundRect(-half, -30, half * 2, 30, 15);
  context.fill();
  for (const [x, radius] of puffs) {
    context.beginPath();
    context.arc(x, -10, radius, 0, Math.PI, true);
    context.fill();
  }
}
