/**
 * Draws a video's present frame on a canvas.
 *
 * @returns `false` when there is no frame yet.
 * @since 0.1.0
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

/**
 * Enters or leaves full screen.
 *
 * @since 0.1.0
 */
export async function toggleFullscreen(element: HTMLElement, video: WebKitVideo | undefined): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else if (document.fullscreenEnabled) await element.requestFullscreen();
  else video?.webkitEnterFullscreen?.();
}

/**
 * Enters or leaves picture-in-picture.
 *
 * @since 0.1.0
 */
export async function togglePictureInPicture(video: HTMLVideoElement): Promise<void> {
  if (document.pictureInPictureElement === video) await document.exitPictureInPicture();
  else await video.requestPictureInPicture();
}
