import { withTimeout } from '../../shared/with-timeout.js';
import { Semaphore } from '../model/concurrency.js';

/** Longest time that the browser may take to show a frame, in milliseconds. */
const DRAW_MS = 8_000;

/** Limits how many thumbnails are drawn at a time: each needs a decoder. */
const drawings = new Semaphore(() => 2);

/**
 * Latest position of the frame, in seconds. It is taken at a tenth of the video, because the first frame is often
 * black.
 */
const FRAME_SECONDS = 10;

/**
 * Draws a frame of a local video on a canvas, cropped to its aspect ratio.
 *
 * @returns Whether the browser could read the video.
 */
export async function drawThumbnail(file: Blob, canvas: HTMLCanvasElement, signal: AbortSignal): Promise<boolean> {
  return drawings.run(signal, () => draw(file, canvas, signal)).catch(() => false);
}

async function draw(file: Blob, canvas: HTMLCanvasElement, signal: AbortSignal): Promise<boolean> {
  const video = document.createElement('video');
  const url = URL.createObjectURL(file);
  const timeout = withTimeout(signal, DRAW_MS);
  try {
    video.muted = true;
    video.playsInline = true;
    // More would be read through the page's thread, and decoded.
    video.preload = 'metadata';
    video.src = url;
    await next(video, 'loadedmetadata', timeout);
    video.currentTime = Number.isFinite(video.duration) ? Math.min(FRAME_SECONDS, video.duration / 10) : 0;
    await next(video, 'seeked', timeout);
    if (video.videoWidth === 0) return false;
    cover(video, canvas);
    return true;
  } catch {
    return false;
  } finally {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  }
}

function next(video: HTMLVideoElement, event: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error('No frame.'));
    signal.addEventListener('abort', fail, { once: true });
    video.addEventListener('error', fail, { once: true });
    video.addEventListener(event, () => resolve(), { once: true });
    if (signal.aborted) fail();
  });
}

function cover(video: HTMLVideoElement, canvas: HTMLCanvasElement): void {
  const scale = Math.max(canvas.width / video.videoWidth, canvas.height / video.videoHeight);
  const width = video.videoWidth * scale;
  const height = video.videoHeight * scale;
  canvas.getContext('2d')?.drawImage(video, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
}
