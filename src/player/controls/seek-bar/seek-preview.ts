/**
 * Where the seek bar gets its pictures from.
 *
 * @since 0.1.0
 */
export interface PreviewSource {
  /** The best picture for a time that is at hand, at once. */
  at(time: number): ImageBitmap | undefined;
  /** Fetches the picture for a time, if it is not there, and calls back when it has come. */
  want(time: number, onPicture: () => void): void;
}

/** Which picture is on which canvas: drawing the same one again would cost a frame. */
const drawn = new WeakMap<HTMLCanvasElement, ImageBitmap>();

/**
 * Draws a preview; a canvas without a picture is hidden.
 *
 * @since 0.1.0
 */
export function drawPreview(canvas: HTMLCanvasElement, picture: ImageBitmap | undefined): void {
  if (!picture || drawn.get(canvas) === picture) return;
  drawn.set(canvas, picture);
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  canvas.hidden = false;
}
