import { drawClock } from './clock.js';
import { FRAME_RATE, FRAMES_A_STEP, WIDTH } from './frame.js';
import { drawFarHills, drawNearHills } from './hills.js';
import { drawLake } from './lake.js';
import { drawBalloon, drawBirds, drawCabin, drawMeadow, drawSail } from './life.js';
import { drawMountains } from './mountains.js';
import { paletteAt } from './palette.js';
import { drawClouds, drawFallingStar, drawSky, drawStars, drawSunAndMoon, sunAt } from './sky.js';

/**
 * Draws one moment of the day, from the back to the front.
 *
 * @param second Seconds from the start.
 */
export function drawScene(context: CanvasRenderingContext2D, second: number): void {
  const frame = Math.round(second * FRAME_RATE);
  const step = (frame - (frame % FRAMES_A_STEP)) / FRAME_RATE;
  const palette = paletteAt(step);
  const light = Math.max(-1, Math.min(1, (sunAt(step).x - WIDTH / 2) / 320));
  drawSky(context, palette);
  drawStars(context, palette, step);
  drawFallingStar(context, second);
  drawSunAndMoon(context, palette, second);
  drawClouds(context, palette, second);
  drawMountains(context, palette, second, light);
  drawBirds(context, palette, second);
  drawBalloon(context, palette, second);
  drawFarHills(context, palette, second);
  drawCabin(context, palette, second);
  drawLake(context, palette, second, step, light);
  drawSail(context, palette, second);
  drawNearHills(context, palette, second);
  drawMeadow(context, palette, second);
  drawClock(context, second);
}
