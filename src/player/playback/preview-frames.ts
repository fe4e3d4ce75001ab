/** Height of the preview, in pixels: small, to arrive soon. */
export const PREVIEW_HEIGHT = 240;
/** Length of the preview, in seconds. */
const SECONDS = 4;
/** Duration of a thumbnail where the browser cannot decode a GIF, in milliseconds. */
const STILL_MS = 1_000;

/** Shortest duration of a frame, in milliseconds: some GIFs have none. */
const SHORTEST_MS = 20;

/** Frame of a preview, to be closed after drawing. */
export interface PreviewFrame {
  readonly image: CanvasImageSource & { close(): void };
  readonly width: number;
  readonly height: number;
  readonly forMs: number;
}

/** Returns the `time` parameter for Stream; empty to leave it to Stream. */
const timeOf = (time: number | undefined): string =>
  Number.isFinite(time) && Number(time) >= 0 ? `time=${Number(time).toFixed(3)}s&` : '';

/**
 * Yields the frames of Stream's GIF of a video in a loop; none if there is no GIF. Decodes them here, as the URL of an
 * `<img>` would put the token into the page.
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

/** Yields thumbnails of a video, one second apart, in a loop. */
export async function* framesOfStills(
  load: (time: number) => Promise<ImageBitmap | undefined>,
  time = 0,
): AsyncGenerator<PreviewFrame> {
  for (let second = 0; ; second = (second + 1) % SECONDS) {
    // The browser caches them.
    const image = await load(time + second);
    if (!image) return;
    yield { image, width: image.width, height: image.height, forMs: STILL_MS };
  }
}

/**
 * Waits, unless aborted.
 *
 * @throws `DOMException` with the name `AbortError`, when aborted.
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
