import { css, mix } from './colour.js';
import { DURATION_S, HEIGHT, HORIZON, NEAR_SHORE, WIDTH, wholePixels } from './frame.js';
import type { Palette } from './palette.js';
import { between, seededRandom } from './random.js';

/** One row of hills, cut from one sheet. */
interface HillRow {
  /** Pixels a second. */
  readonly speed: number;
  /** 0 has the colour of the haze, 1 that of the nearest ground. */
  readonly depth: number;
  readonly outline: Path2D;
  readonly trees: Path2D;
  readonly ridge: (x: number) => number;
}

interface HillShape {
  readonly seed: number;
  readonly base: number;
  readonly height: number;
  readonly length: number;
  readonly bottom: number;
  readonly speed: number;
  readonly depth: number;
  /** Pixels between two clumps of trees, and how tall the trees are. */
  readonly clumps: number;
  readonly treeHeight: readonly [number, number];
}

const farHills = makeRow({
  seed: 3,
  base: HORIZON - 34,
  height: 30,
  length: 620,
  bottom: HORIZON + 1,
  speed: 6,
  depth: 0.42,
  clumps: 210,
  treeHeight: [9, 15],
});
const shoreHills = makeRow({
  seed: 11,
  base: HORIZON - 9,
  height: 17,
  length: 470,
  bottom: HORIZON + 1,
  speed: 12,
  depth: 0.68,
  clumps: 150,
  treeHeight: [16, 32],
});
const bank = makeRow({
  seed: 77,
  base: NEAR_SHORE + 8,
  height: 22,
  length: 760,
  bottom: HEIGHT,
  speed: 12,
  depth: 0.84,
  clumps: 520,
  treeHeight: [44, 92],
});
const nearHill = makeRow({
  seed: 31,
  base: NEAR_SHORE + 52,
  height: 24,
  length: 980,
  bottom: HEIGHT,
  speed: 24,
  depth: 1,
  clumps: 480,
  treeHeight: [90, 200],
});

function makeRow(shape: HillShape): HillRow {
  const random = seededRandom(shape.seed);
  const phases = [random(), random(), random()].map((value) => value * 2 * Math.PI) as [number, number, number];
  const ridge = (x: number) => {
    const angle = (x / shape.length) * 2 * Math.PI;
    const waves =
      Math.sin(angle + phases[0]) + 0.5 * Math.sin(angle * 2.17 + phases[1]) + 0.2 * Math.sin(angle * 4.3 + phases[2]);
    return shape.base - (shape.height * waves) / 1.7;
  };
  const end = WIDTH + shape.speed * DURATION_S + 60;
  const outline = new Path2D();
  outline.moveTo(-60, shape.bottom);
  for (let x = -60; x <= end; x += 6) outline.lineTo(x, ridge(x));
  outline.lineTo(end, shape.bottom);
  outline.closePath();
  return { speed: shape.speed, depth: shape.depth, outline, trees: makeTrees(shape, ridge, end, random), ridge };
}

function makeTrees(shape: HillShape, ridge: (x: number) => number, end: number, random: () => number): Path2D {
  const trees = new Path2D();
  const [low, high] = shape.treeHeight;
  for (let clump = between(random, 0, 90); clump < end; clump += shape.clumps * between(random, 0.7, 1.4)) {
    const count = Math.round(between(random, 2, 6));
    let x = clump;
    for (let index = 0; index < count; index += 1) {
      const height = between(random, low, high);
      addPine(trees, x, ridge(x) + height * 0.05, height);
      x += height * between(random, 0.26, 0.5);
    }
  }
  return trees;
}

/** Three triangles, each under the one above. */
function addPine(trees: Path2D, x: number, foot: number, height: number): void {
  for (const [top, bottom, half] of [
    [1, 0.6, 0.15],
    [0.8, 0.34, 0.21],
    [0.56, 0, 0.27],
  ] as const) {
    trees.moveTo(x, foot - height * top);
    trees.lineTo(x + height * half, foot - height * bottom);
    trees.lineTo(x - height * half, foot - height * bottom);
    trees.closePath();
  }
}

function drawRow(context: CanvasRenderingContext2D, row: HillRow, palette: Palette, second: number): void {
  context.save();
  context.translate(wholePixels(-second * row.speed), 0);
  context.fillStyle = css(mix(palette.haze, palette.land, row.depth));
  context.fill(row.outline);
  context.fillStyle = css(mix(palette.haze, palette.land, Math.min(1, row.depth + 0.08)));
  context.fill(row.trees);
  context.restore();
}

/** The two rows of hills behind the lake. */
export function drawFarHills(context: CanvasRenderingContext2D, palette: Palette, second: number): void {
  drawRow(context, farHills, palette, second);
  drawRow(context, shoreHills, palette, second);
}

/** The near bank of the lake and the hill one stands on. */
export function drawNearHills(context: CanvasRenderingContext2D, palette: Palette, second: number): void {
  drawRow(context, bank, palette, second);
  drawRow(context, nearHill, palette, second);
}

/** Where on the screen a place on the far shore is. */
export function onShore(place: number, second: number): { x: number; y: number } {
  return { x: place + wholePixels(-second * shoreHills.speed), y: shoreHills.ridge(place) };
}

/** Where on the screen a place on the nearest hill is. */
export function onNearHill(place: number, second: number): { x: number; y: number } {
  return { x: place + wholePixels(-second * nearHill.speed), y: nearHill.ridge(place) };
}
