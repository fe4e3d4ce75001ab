import { css, mix } from './colour.js';
import { HORIZON, WIDTH, wholePixels } from './frame.js';
import { onNearHill, onShore } from './hills.js';
import type { Palette } from './palette.js';
import { between, seededRandom } from './random.js';

const random = seededRandom(41);
const flocks = [
  { from: 8, to: 26, x: 1340, y: 330, speed: -78, climb: -7 },
  { from: 35, to: 52, x: -60, y: 250, speed: 90, climb: 3 },
].map((flock) => ({
  ...flock,
  birds: Array.from({ length: 6 }, (_, index) => ({
    dx: Math.abs(index - 2) * 34 + between(random, -6, 6),
    dy: (index - 2) * 21 + between(random, -5, 5),
    beat: between(random, 0.9, 1.25),
    size: between(random, 9, 12.5),
  })),
}));

/** Birds on their way, a few strokes of the wing and then a glide. */
export function drawBirds(context: CanvasRenderingContext2D, palette: Palette, second: number): void {
  context.strokeStyle = css(mix(palette.haze, palette.land, 0.8));
  context.lineWidth = 3;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { from, to, x, y, speed, climb, birds } of flocks) {
    const age = second - from;
    if (age < 0 || second > to) continue;
    for (const { dx, dy, beat, size } of birds) {
      const glide = Math.sin(age * 0.7 * beat + dx) > 0.35 ? 0.25 : 1;
      const lift = Math.sin(age * 6.4 * beat + dx) * glide;
      const left = x + age * speed - Math.sign(speed) * dx;
      const top = y + age * climb + dy;
      context.beginPath();
      context.moveTo(left - size, top - size * 0.7 * lift);
      context.quadraticCurveTo(left - size * 0.4, top - size * 0.35, left, top);
      context.quadraticCurveTo(left + size * 0.4, top - size * 0.35, left + size, top - size * 0.7 * lift);
      context.stroke();
    }
  }
}

/** A balloon that crosses the valley in the afternoon. */
export function drawBalloon(context: CanvasRenderingContext2D, palette: Palette, second: number): void {
  const age = second - 11;
  if (age < 0 || age > 41) return;
  const x = 1350 - age * 36;
  const y = 292 - 70 * Math.sin((Math.PI * age) / 41) + 3 * Math.sin(age * 0.8);
  const shade = (hex: readonly [number, number, number]) => css(mix(hex, palette.haze, 0.12 + 0.45 * palette.night));
  context.save();
  context.translate(x, y);
  for (const [half, hue] of [
    [44, ORANGE],
    [28, CREAM],
    [11, ORANGE],
  ] as const) {
    context.fillStyle = shade(hue);
    context.beginPath();
    context.moveTo(-half, -18);
    context.bezierCurveTo(-half, -64 + (44 - half) * 0.02, half, -64, half, -18);
    context.bezierCurveTo(half, 8, half * 0.5, 30, half * 0.22, 44);
    context.lineTo(-half * 0.22, 44);
    context.bezierCurveTo(-half * 0.5, 30, -half, 8, -half, -18);
    context.fill();
  }
  context.strokeStyle = shade(BROWN);
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(-8, 44);
  context.lineTo(-6, 57);
  context.moveTo(8, 44);
  context.lineTo(6, 57);
  context.stroke();
  context.fillStyle = shade(BROWN);
  context.beginPath();
  context.roundRect(-8, 56, 16, 12, 3);
  context.fill();
  context.restore();
}

// OKLab: a warm orange, cream and a brown.
const ORANGE = [0.66, 0.12, 0.11] as const;
const CREAM = [0.95, 0.01, 0.04] as const;
const BROWN = [0.4, 0.04, 0.05] as const;

/** Where the cabin stands on the screen. */
export function cabinAt(second: number): { x: number; y: number } {
  return onShore(1395, second);
}

/** A cabin on the far shore, whose lamp is lit in the evening. */
export function drawCabin(context: CanvasRenderingContext2D, palette: Palette, second: number): void {
  const { x, y } = cabinAt(second);
  const wall = css(mix(palette.land, palette.haze, 0.1));
  const roof = css(mix(palette.land, [0.5, 0.11, 0.08], 0.55 * (1 - palette.night)));
  const lamp = Math.max(0, palette.night * 1.5 - 0.2);
  context.save();
  context.translate(x, y + 3);
  context.fillStyle = wall;
  context.fillRect(-22, -24, 44, 26);
  context.fillStyle = roof;
  context.beginPath();
  context.moveTo(-30, -22);
  context.lineTo(0, -46);
  context.lineTo(30, -22);
  context.fill();
  context.fillRect(11, -48, 8, 18);
  for (const left of [-14, 4]) {
    context.fillStyle = css(mix(palette.land, [0.9, 0.03, 0.12], Math.min(1, 0.2 + lamp)));
    context.fillRect(left, -17, 10, 11);
  }
  context.restore();
}

/** A sail on the lake by day. */
export function drawSail(context: CanvasRenderingContext2D, palette: Palette, second: number): void {
  const x = wholePixels(1010 - second * 12);
  const y = HORIZON + 46;
  const sail = mix(palette.snow, palette.haze, 0.1 + 0.5 * palette.night);
  for (const [flip, alpha] of [
    [-1, 0.35],
    [1, 1],
  ] as const) {
    context.save();
    context.translate(x, y);
    context.scale(1, flip);
    context.globalAlpha = alpha;
    context.fillStyle = css(sail);
    context.beginPath();
    context.moveTo(2, -58);
    context.quadraticCurveTo(30, -30, 30, -10);
    context.lineTo(2, -8);
    context.closePath();
    context.fill();
    context.fillStyle = css(mix(sail, palette.haze, 0.4));
    context.beginPath();
    context.moveTo(-2, -50);
    context.quadraticCurveTo(-8, -26, -22, -11);
    context.lineTo(-2, -9);
    context.closePath();
    context.fill();
    context.fillStyle = css(palette.land);
    context.beginPath();
    context.moveTo(-30, -5);
    context.lineTo(34, -5);
    context.quadraticCurveTo(28, 4, 16, 4);
    context.lineTo(-18, 4);
    context.closePath();
    context.fill();
    context.restore();
  }
}

const meadow = Array.from({ length: 70 }, (_, index) => ({
  x: Math.round(index * 42 + between(random, -18, 18)),
  depth: between(random, 10, 92),
  radius: between(random, 2.4, 3.6),
  white: random() < 0.6,
  firefly: random() < 0.4,
  rise: between(random, 14, 70),
  phase: between(random, 0, 2 * Math.PI),
}));

/** Flowers in the meadow by day, fireflies over it by night. */
export function drawMeadow(context: CanvasRenderingContext2D, palette: Palette, second: number): void {
  for (const { x: place, depth, radius, white, firefly, rise, phase } of meadow) {
    const { x, y } = onNearHill(place, second);
    if (x < -20 || x > WIDTH + 20) continue;
    context.fillStyle = css(mix(white ? CREAM : ORANGE, palette.land, 0.25 + 0.65 * palette.night));
    fillDot(context, x, Math.round(y + depth), radius);
    const glow = firefly ? palette.night * Math.max(0, Math.sin(second * 1.1 + phase)) : 0;
    if (glow < 0.05) continue;
    const left = x + 10 * Math.sin(second * 0.6 + phase);
    const top = y + depth * 0.4 - rise - 8 * Math.sin(second * 0.9 + phase);
    for (const [size, alpha] of [
      [9, 0.16],
      [2.8, 0.95],
    ] as const) {
      context.fillStyle = `rgb(255 226 138 / ${(alpha * glow).toFixed(2)})`;
      fillDot(context, left, top, size);
    }
  }
}

function fillDot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
