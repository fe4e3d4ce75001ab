/** One second of video of a picture: a simulated camera stream, and its recording. */
export interface Clip {
  readonly picture: ImageBitmap;
  readonly stream: MediaStream;
  readonly file: Blob;
  readonly url: string;
}

/** Time for which it is recorded, in milliseconds. */
const LENGTH_MS = 400;

/** Makes a clip of a picture that hardly moves. */
export async function makeClip(source: string): Promise<Clip> {
  const image = Object.assign(new Image(), { src: source });
  await image.decode();
  const [width, height] = [480, 270];
  const picture = await createImageBitmap(image, { resizeWidth: width, resizeHeight: height });
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  const draw = (): void => context?.drawImage(picture, 0, 0);
  draw();
  const stream = canvas.captureStream(10);
  // A picture is only taken where something was drawn.
  setInterval(draw, 100);
  const recorder = new MediaRecorder(stream, { mimeType: 'video/webm' });
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
  recorder.start();
  setTimeout(() => recorder.stop(), LENGTH_MS);
  await stopped;
  const file = new Blob(pieces, { type: 'video/webm' });
  return { picture, stream, file, url: URL.createObjectURL(file) };
}
