// Runs inside the browser that draws the frames: see frames.ts.
import { FRAME_RATE, HEIGHT, WIDTH } from './frame.js';
import { drawScene } from './scene.js';

const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });

/** Draws one frame and gives it as base64 text of a PNG. */
async function renderFrame(index: number): Promise<string> {
  if (!context) throw new Error('This browser gives no 2D canvas.');
  drawScene(context as unknown as CanvasRenderingContext2D, index / FRAME_RATE);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 32_768) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  }
  return btoa(binary);
}

Object.assign(globalThis, { renderFrame });
