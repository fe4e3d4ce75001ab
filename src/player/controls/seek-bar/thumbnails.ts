/** Most thumbnails of one video; nobody can point more precisely. */
const MOST_STEPS = 120;
/** Least distance between thumbnails, in seconds. */
const SMALLEST_STEP = 2;
/** Most thumbnails to keep: about 60 kB each. */
const KEPT = 60;
/** Most requests at a time. */
const AT_ONCE = 2;

/** Thumbnails for the seek bar, by time. */
export interface PreviewSource {
  /** Returns the loaded thumbnail nearest to a time, if any. */
  at(time: number): ImageBitmap | undefined;
  /** Fetches the thumbnail of a time unless it is loaded, and calls back when it is. */
  want(time: number, onPicture: () => void): void;
}

/** Fetches the thumbnail of a time, in seconds; `undefined` if there is none. */
type LoadThumbnail = (time: number, signal: AbortSignal) => Promise<ImageBitmap | undefined>;

/**
 * Cache of a video's thumbnails. Times are rounded to steps, and thumbnails are kept as bitmaps, so that no URL with a
 * token is ever in the page. At most two are fetched at a time; of those waiting, only the latest, so that the pointer
 * may move along the bar freely.
 */
export class PreviewThumbnails implements PreviewSource {
  readonly #duration: () => number;
  readonly #load: LoadThumbnail;
  /** Thumbnails by step, oldest first. */
  readonly #pictures = new Map<number, ImageBitmap>();
  readonly #failed = new Set<number>();
  readonly #fetching = new Set<number>();
  #waiting: { readonly step: number; readonly onPicture: () => void } | undefined;
  #life = new AbortController();

  /** @param duration - Returns the duration of the video, in seconds. */
  constructor(duration: () => number, load: LoadThumbnail) {
    this.#duration = duration;
    this.#load = load;
  }

  /** Returns the loaded thumbnail nearest to a time, if any. */
  at(time: number): ImageBitmap | undefined {
    const step = this.#stepOf(time);
    let nearest: number | undefined;
    for (const known of this.#pictures.keys()) {
      if (nearest === undefined || Math.abs(known - step) < Math.abs(nearest - step)) nearest = known;
    }
    return nearest === undefined ? undefined : this.#pictures.get(nearest);
  }

  /** Fetches the thumbnail of a time, unless it is loaded, loading or has failed. */
  want(time: number, onPicture: () => void): void {
    const step = this.#stepOf(time);
    this.#waiting = undefined;
    if (this.#pictures.has(step) || this.#failed.has(step) || this.#fetching.has(step)) return;
    if (this.#fetching.size < AT_ONCE) void this.#fetch(step, onPicture);
    else this.#waiting = { step, onPicture };
  }

  /** Cancels requests and drops all thumbnails: the video has changed or is gone. */
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
    // Without a thumbnail, the bar still shows the time.
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

/** Thumbnails by their canvas: drawing the same one again would cost a frame. */
const drawn = new WeakMap<HTMLCanvasElement, ImageBitmap>();

/** Draws a thumbnail and shows its canvas; without a new one, leaves the canvas as it is. */
export function drawPreview(canvas: HTMLCanvasElement, picture: ImageBitmap | undefined): void {
  if (!picture || drawn.get(canvas) === picture) return;
  drawn.set(canvas, picture);
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  canvas.hidden = false;
}
