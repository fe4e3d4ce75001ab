/** Most pictures of one video; a viewer cannot point more exactly. */
const MOST_STEPS = 120;
/** Seconds between pictures at the least. */
const SMALLEST_STEP = 2;
/** Pictures kept: about 60 kB each. */
const KEPT = 60;
/** Requests at the same time. */
const AT_ONCE = 2;

/** Pictures for the seek bar, by time. */
export interface PreviewSource {
  /** The best picture for a time that is at hand, at once. */
  at(time: number): ImageBitmap | undefined;
  /** Fetches the picture for a time, if it is not there, and calls back when it has come. */
  want(time: number, onPicture: () => void): void;
}

/** Fetches the picture of a time, in seconds; `undefined` where there is none. */
type LoadThumbnail = (time: number, signal: AbortSignal) => Promise<ImageBitmap | undefined>;

/**
 * Store of small pictures of a video, by time. Times are rounded to steps, and what came is kept, as bitmaps: no
 * address with a token is ever in the page. At most two are fetched at once; of those that wait, only the last one
 * wanted is fetched, so that a pointer may run along the bar as it likes.
 */
export class PreviewThumbnails implements PreviewSource {
  readonly #duration: () => number;
  readonly #load: LoadThumbnail;
  /** Pictures by step; the one fetched longest ago comes first. */
  readonly #pictures = new Map<number, ImageBitmap>();
  readonly #failed = new Set<number>();
  readonly #fetching = new Set<number>();
  #waiting: { readonly step: number; readonly onPicture: () => void } | undefined;
  #life = new AbortController();

  /** @param duration - Looks up the length of the video, in seconds. */
  constructor(duration: () => number, load: LoadThumbnail) {
    this.#duration = duration;
    this.#load = load;
  }

  /** The picture of a time, or the nearest one there is. */
  at(time: number): ImageBitmap | undefined {
    const step = this.#stepOf(time);
    let nearest: number | undefined;
    for (const known of this.#pictures.keys()) {
      if (nearest === undefined || Math.abs(known - step) < Math.abs(nearest - step)) nearest = known;
    }
    return nearest === undefined ? undefined : this.#pictures.get(nearest);
  }

  /** Fetches the picture of a time, unless it is there or on its way. */
  want(time: number, onPicture: () => void): void {
    const step = this.#stepOf(time);
    this.#waiting = undefined;
    if (this.#pictures.has(step) || this.#failed.has(step) || this.#fetching.has(step)) return;
    if (this.#fetching.size < AT_ONCE) void this.#fetch(step, onPicture);
    else this.#waiting = { step, onPicture };
  }

  /** Gives up what is on its way and forgets all pictures: the video is another one, or gone. */
  close(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#waiting = undefined;
    this.#fetching.clear();
    this.#failed.clear();
    for (const picture of this.#pictures.values()) picture.close();
    this.#pictures.clear();
  }

  async #fetch(step: number, onPicture: () => void): Promise<void> {
    const { signal } = this.#life;
    this.#fetching.add(step);
    // Without a picture the bar still shows the time.
    const picture = await this.#load(step, signal).catch(() => undefined);
    if (signal.aborted) {
      picture?.close();
      return;
    }
    this.#fetching.delete(step);
    if (picture) this.#keep(step, picture);
    else this.#failed.add(step);
    onPicture();
    const next = this.#waiting;
    this.#waiting = undefined;
    if (next && !this.#fetching.has(next.step)) void this.#fetch(next.step, next.onPicture);
  }

  #keep(step: number, picture: ImageBitmap): void {
    this.#pictures.set(step, picture);
    const [oldest] = this.#pictures.keys();
    if (this.#pictures.size <= KEPT || oldest === undefined) return;
    this.#pictures.get(oldest)?.close();
    this.#pictures.delete(oldest);
  }

  #stepOf(time: number): number {
    const duration = this.#duration();
    const length = Math.max(SMALLEST_STEP, Number.isFinite(duration) ? Math.ceil(duration / MOST_STEPS) : 0);
    return Math.floor(Math.max(0, time) / length) * length;
  }
}

/** Pictures by the canvas they are on: drawing the same one again would cost a frame. */
const drawn = new WeakMap<HTMLCanvasElement, ImageBitmap>();

/** Draws a preview; a canvas without a picture is hidden. */
export function drawPreview(canvas: HTMLCanvasElement, picture: ImageBitmap | undefined): void {
  if (!picture || drawn.get(canvas) === picture) return;
  drawn.set(canvas, picture);
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  canvas.hidden = false;
}
