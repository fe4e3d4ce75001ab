import { isPictureInPicture } from './snapshot-media.js';

/**
 * Draws the current frame of a video on a canvas.
 *
 * @returns `false` if there is no frame yet.
 */
export function drawFrame(canvas: HTMLCanvasElement, video: HTMLVideoElement): boolean {
  if (!video.videoWidth || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return true;
}

/** `<video>` on iPhones, where only the video itself can go full screen. */
interface WebKitVideo extends HTMLVideoElement {
  webkitEnterFullscreen?(): void;
}

/** Enters or leaves full screen. */
export async function toggleFullscreen(element: HTMLElement, video: WebKitVideo | undefined): Promise<void> {
  // The page itself may be in full screen.
  if (element.matches(':fullscreen')) await element.ownerDocument.exitFullscreen();
  else if (element.ownerDocument.fullscreenEnabled) {
    await element.requestFullscreen();
    await lockOrientation(video);
  } else video?.webkitEnterFullscreen?.();
}

/** Locks a phone's screen in the video's orientation until full screen ends. */
async function lockOrientation({ videoWidth = 0, videoHeight = 0 }: Partial<HTMLVideoElement> = {}): Promise<void> {
  const orientation = screen.orientation as Partial<ScreenOrientation> | undefined;
  // Desktop browsers reject it, and Safari does not have it.
  await orientation?.lock?.(videoWidth < videoHeight ? 'portrait' : 'landscape').catch(() => undefined);
}

/** Enters or leaves picture-in-picture. */
export async function togglePictureInPicture(video: HTMLVideoElement): Promise<void> {
  if (isPictureInPicture(video)) await video.ownerDocument.exitPictureInPicture();
  else await video.requestPictureInPicture();
}
