/** Height of the pictures, in pixels: small enough to come soon. */
export const PREVIEW_HEIGHT = 240;
/** Seconds of the video that are shown again and again. */
const SECONDS = 4;
/** Time for which a still is shown where a browser cannot take a GIF apart, in milliseconds. */
const STILL_MS = 1_000;

/** Shortest time for which a frame is shown, in milliseconds: some name none. */
const SHORTEST_MS = 20;

/** A picture of a preview, to be closed once it is drawn. */
export interface PreviewFrame {
  readonly image: CanvasImageSource & { close(): void };
  readonly width: number;
  readonly height: number;
  readonly forMs: number;
}

/** Seconds as Stream takes them; none where it should choose. */
const timeOf = (time: number | undefined): string =>
  Number.isFinite(time) && Number(time) >= 0 ? `time=${Number(time).toFixed(3)}s&` : '';

/**
 * Gives the frames of the GIF that Stream makes of a video, again and again; none where it makes none. They are taken out of
 * it one by one, as the address of an `<img>` would carry the token in the page.
 *
 * @see https://developers.cloudflare.com/stream/viewing-videos/displaying-thumbnails/
 */
export async function* framesOfGif(
  baseUrl: string | undefined,
  time: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<PreviewFrame> {
  if (baseUrl === undefined) return;
  const query = `${timeOf(time)}duration=${SECONDS}s&height=${PREVIEW_HEIGHT}`;
  const response = await fetch(`${baseUrl}/thumbnails/thumbnail.gif?${query}`, { signal, priority: 'low' });
  const type = 'image/gif';
  if (!response.ok || response.headers.get('content-type') !== type) return;
  const decoder = new ImageDecoder({ data: await response.arrayBuffer(), type });
  try {
    await decoder.tracks.ready;
    const { frameCount = 0 } = decoder.tracks.selectedTrack ?? {};
    for (let frameIndex = 0; frameCount > 1; frameIndex = (frameIndex + 1) % frameCount) {
      const { image } = await decoder.decode({ frameIndex });
      const { displayWidth: width, displayHeight: height } = image;
      yield { image, width, height, forMs: Math.max(SHORTEST_MS, (image.duration ?? 0) / 1000) };
    }
  } finally {
    decoder.close();
  }
}

/** Gives stills of a video, a second apart, again and again. */
export async function* framesOfStills(
  load: (time: number) => Promise<ImageBitmap | undefined>,
  time = 0,
): AsyncGenerator<PreviewFrame> {
  for (let second = 0; ; second = (second + 1) % SECONDS) {
    // The browser keeps them.
    const image = await load(time + second);
    if (!image) return;
    yield { image, width: image.width, height: image.height, forMs: STILL_MS };
  }
}

/**
 * Waits, unless it is called off.
 *
 * @throws `DOMException` with the name `AbortError`, once it is.
 */
export function pass(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop);
  });
}
