import { readToken, type Video } from './api.js';

const SIZE = 'width=320&height=180';
/** Requests in flight at a time. */
const MAX_LOADING = 3;
/** Position of the frame as a fraction of the duration: the first frames are often black. */
const POSITION_FRACTION = 0.3;

/**
 * Thumbnails of private videos. Their URLs contain a playback token and must not get into the document: each image is
 * fetched by script, and the document gets a `blob:` URL.
 */
export class Thumbnails {
  readonly #deliveryOrigin: string;
  readonly #videos = new WeakMap<Element, Video>();
  readonly #queue: (() => Promise<void>)[] = [];
  #loadingCount = 0;
  readonly #visibility = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !(target instanceof HTMLImageElement)) continue;
        this.#visibility.unobserve(target);
        const video = this.#videos.get(target);
        if (video) this.#enqueue(() => this.#load(target, video));
      }
    },
    { rootMargin: '200px' },
  );

  constructor(deliveryOrigin: string) {
    this.#deliveryOrigin = deliveryOrigin;
  }

  /** Loads the thumbnail of a ready video into an image once that is near the viewport. */
  show(image: HTMLImageElement, video: Video): void {
    if (this.#videos.has(image)) return;
    this.#videos.set(image, video);
    // A hidden image has no box and would never intersect.
    image.hidden = false;
    this.#visibility.observe(image);
  }

  /** Releases an image that is removed from the document. */
  release(image: HTMLImageElement): void {
    this.#visibility.unobserve(image);
    if (image.src.startsWith('blob:')) URL.revokeObjectURL(image.src);
  }

  #enqueue(load: () => Promise<void>): void {
    this.#queue.push(load);
    this.#next();
  }

  #next(): void {
    if (this.#loadingCount >= MAX_LOADING) return;
    const load = this.#queue.shift();
    if (!load) return;
    this.#loadingCount += 1;
    void load().finally(() => {
      this.#loadingCount -= 1;
      this.#next();
    });
  }

  async #load(image: HTMLImageElement, { uid, duration }: Video): Promise<void> {
    try {
      const { token } = await readToken(uid);
      const seconds = Math.floor((duration ?? 0) * POSITION_FRACTION);
      const url = `${this.#deliveryOrigin}/${token}/thumbnails/thumbnail.jpg?time=${seconds}s&${SIZE}`;
      const response = await fetch(url, { referrerPolicy: 'strict-origin-when-cross-origin' });
      if (!response.ok || !image.isConnected) return;
      image.src = URL.createObjectURL(await response.blob());
      image.classList.add('loaded');
    } catch {
      // The placeholder drawing stays.
    }
  }
}
