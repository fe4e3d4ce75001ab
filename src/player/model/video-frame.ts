import { isPictureInPicture } from './snapshot-media.js';

/**
 * Draws a video's current frame on a canvas.
 *
 * @returns `false` when there is no frame yet.
 */
export function drawFrame(canvas: HTMLCanvasElement, video: HTMLVideoElement): boolean {
  if (!video.videoWidth || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return true;
}

/** Fullscreen as iPhones know it: the video alone. */
interface WebKitVideo extends HTMLVideoElement {
  webkitEnterFullscreen?(): void;
}

/** Enters or leaves full screen. */
export async function toggleFullscreen(element: HTMLElement, video: WebKitVideo | undefined): Promise<void> {
  // The page may be in full screen itself.
  if (element.matches(':fullscreen')) await element.ownerDocument.exitFullscreen();
  else if (element.ownerDocument.fullscreenEnabled) {
    await element.requestFullscreen();
    await lockOrientation(video);
  } else video?.webkitEnterFullscreen?.();
}

/** Turns a phone's screen the way the video lies, until full screen ends. */
async function lockOrientation({ videoWidth = 0, videoHeight = 0 }: Partial<HTMLVideoElement> = {}): Promise<void> {
  const orientation = screen.orientation as Partial<ScreenOrientation> | undefined;
  // Computers refuse it, and Safari does not know it.
  await orientation?.lock?.(videoWidth < videoHeight ? 'portrait' : 'landscape').catch(() => undefined);
}

/** Enters or leaves picture-in-picture. */
export async function togglePictureInPicture(video: HTMLVideoElement): Promise<void> {
  if (isPictureInPicture(video)) await video.ownerDocument.exitPictureInPicture();
  else await video.requestPictureInPicture();
}
