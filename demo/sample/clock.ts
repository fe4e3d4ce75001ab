import { DURATION_S } from './frame.js';

const HEIGHT = 80;
const STROKE = 12;
const DIGIT_WIDTH = 43;
const DIGIT_GAP = 21;
const DOT_ADVANCE = 22;
const TENTHS_SCALE = 0.55;
const INK = '#fff8ea';

// Digits of our own, drawn as strokes in a box of 1 × 1: no font has to be there, and all are equally wide.
const STROKES: Readonly<Record<string, (path: Path2D, w: number, h: number) => void>> = {
  '0': (path, w, h) => path.roundRect(0, 0, w, h, w / 2),
  '1': (path, w, h) => {
    path.moveTo(w * 0.14, h * 0.2);
    path.lineTo(w * 0.58, 0);
    path.lineTo(w * 0.58, h);
  },
  '2': (path, w, h) => {
    path.moveTo(0, h * 0.27);
    path.bezierCurveTo(0, -h * 0.09, w, -h * 0.09, w, h * 0.28);
    path.bezierCurveTo(w, h * 0.52, w * 0.3, h * 0.68, 0, h);
    path.lineTo(w, h);
  },
  '3': (path, w, h) => {
    path.moveTo(w * 0.02, h * 0.18);
    path.bezierCurveTo(w * 0.2, -h * 0.07, w * 0.96, -h * 0.07, w * 0.96, h * 0.24);
    path.bezierCurveTo(w * 0.96, h * 0.4, w * 0.76, h * 0.47, w * 0.42, h * 0.47);
    path.bezierCurveTo(w * 0.8, h * 0.47, w, h * 0.57, w, h * 0.73);
    path.bezierCurveTo(w, h * 1.08, w * 0.16, h * 1.1, 0, h * 0.82);
  },
  '4': (path, w, h) => {
    path.moveTo(w * 0.78, h);
    path.lineTo(w * 0.78, 0);
    path.lineTo(0, h * 0.7);
    path.lineTo(w * 1.04, h * 0.7);
  },
  '5': (path, w, h) => {
    path.moveTo(w * 0.92, 0);
    path.lineTo(w * 0.12, 0);
    path.lineTo(w * 0.05, h * 0.46);
    path.bezierCurveTo(w * 0.4, h * 0.3, w, h * 0.36, w, h * 0.68);
    path.bezierCurveTo(w, h * 1.08, w * 0.18, h * 1.1, 0, h * 0.84);
  },
  '6': (path, w, h) => {
    path.moveTo(w * 0.78, 0);
    path.bezierCurveTo(w * 0.4, h * 0.22, 0, h * 0.46, 0, h * 0.7);
    path.moveTo(w, h * 0.69);
    path.ellipse(w / 2, h * 0.69, w / 2, h * 0.31, 0, 0, 2 * Math.PI);
  },
  '7': (path, w, h) => {
    path.moveTo(0, 0);
    path.lineTo(w, 0);
    path.lineTo(w * 0.34, h);
  },
  '8': (path, w, h) => {
    path.ellipse(w / 2, h * 0.235, w * 0.43, h * 0.235, 0, 0, 2 * Math.PI);
    path.moveTo(w, h * 0.735);
    path.ellipse(w / 2, h * 0.735, w / 2, h * 0.265, 0, 0, 2 * Math.PI);
  },
  '9': (path, w, h) => {
    path.moveTo(w * 0.22, h);
    path.bezierCurveTo(w * 0.6, h * 0.78, w, h * 0.54, w, h * 0.3);
    path.moveTo(w, h * 0.31);
    path.ellipse(w / 2, h * 0.31, w / 2, h * 0.31, 0, 0, 2 * Math.PI);
  },
};

/** The time that a frame shows, `mm:ss.t`, cut off and not rounded. */
export function clockText(second: number): string {
  // A frame's time is a fraction that floating point may put a hair below the tenth it belongs to.
  const tenths = Math.floor(second * 10 + 1e-6);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(tenths / 600))}:${pad(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
}

/** A ring that closes over the whole length, and the time beside it. */
export function drawClock(context: CanvasRenderingContext2D, second: number): void {
  context.save();
  context.translate(62, 60);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  drawRing(context, second / DURATION_S);
  context.translate(HEIGHT + 36, 0);
  context.strokeStyle = INK;
  context.fillStyle = INK;
  context.lineWidth = STROKE;
  const [whole = '', tenths = ''] = clockText(second).split('.');
  for (const character of `${whole}.`) context.translate(drawCharacter(context, character), 0);
  // The tenths change ten times a second: small, they do not draw the eye, nor many bits.
  context.translate(0, HEIGHT * (1 - TENTHS_SCALE));
  context.scale(TENTHS_SCALE, TENTHS_SCALE);
  context.lineWidth = (STROKE * 0.8) / TENTHS_SCALE;
  drawCharacter(context, tenths);
  context.restore();
}

/** Draws one character and gives how far the next one is. */
function drawCharacter(context: CanvasRenderingContext2D, character: string): number {
  if (character === ':' || character === '.') {
    for (const y of character === ':' ? [HEIGHT * 0.3, HEIGHT * 0.72] : [HEIGHT]) {
      context.beginPath();
      context.arc(0, y, STROKE * 0.64, 0, 2 * Math.PI);
      context.fill();
    }
    return DOT_ADVANCE;
  }
  const path = new Path2D();
  STROKES[character]?.(path, DIGIT_WIDTH, HEIGHT);
  context.stroke(path);
  return DIGIT_WIDTH + DIGIT_GAP;
}

function drawRing(context: CanvasRenderingContext2D, share: number): void {
  const radius = HEIGHT / 2;
  context.lineWidth = STROKE;
  context.strokeStyle = 'rgb(255 248 234 / 0.28)';
  context.beginPath();
  context.arc(radius, radius, radius, 0, 2 * Math.PI);
  context.stroke();
  context.strokeStyle = INK;
  context.beginPath();
  context.arc(radius, radius, radius, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * share + 0.001);
  context.stroke();
}
