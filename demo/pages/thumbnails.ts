import { readToken, type Video } from './api.js';

const SIZE = 'width=320&height=180';
/** Requests under way at a time. */
const MAX_LOADING = 3;
/** Where in the video the picture is taken: beginnings are often black. */
const SHARE = 0.3;

/**
 * Shows the pictures of private videos. The token that opens them stands in the address, so the address must not get
 * into the document: each picture is fetched here, and the document gets a `blob:` URL.
 *
 * @since 0.1.0
 */
export class Thumbnails {
  readonly #deliveryOrigin: string;
  readonly #videos = new WeakMap<Element, Video>();
  readonly #waiting: (() => Promise<void>)[] = [];
  #loading = 0;
  readonly #seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !(target instanceof HTMLImageElement)) continue;
        this.#seen.unobserve(target);
        const video = this.#videos.get(target);
        if (video) this.#enqueue(() => this.#load(target, video));
      }
    },
    { rootMargin: '200px' },
  );

  constructor(deliveryOrigin: string) {
    this.#deliveryOrigin = deliveryOrigin;
  }

  /** Loads the picture of a ready video into an image once the image comes near. */
  show(image: HTMLImageElement, video: Video): void {
    if (this.#videos.has(image)) return;
    this.#videos.set(image, video);
    // A hidden image is nowhere and would never come near.
    image.hidden = false;
    this.#seen.observe(image);
  }

  /** Lets go of an image that is taken out of the document. */
  forget(image: HTMLImageElement): void {
    this.#seen.unobserve(image);
    if (image.src.startsWith('blob:')) URL.revokeObjectURL(image.src);
  }

  #enqueue(load: () => Promise<void>): void {
    this.#waiting.push(load);
    this.#next();
  }

  #next(): void {
    if (this.#loading >= MAX_LOADING) return;
    const load = this.#waiting.shift();
    if (!load) return;
    this.#loading += 1;
    void load().finally(() => {
      this.#loading -= 1;
      this.#next();
    });
  }

  async #load(image: HTMLImageElement, { uid, duration }: Video): Promise<void> {
    try {
      const { token } = await readToken(uid);
      const seconds = Math.floor((duration ?? 0) * SHARE);
      const url = `${this.#deliveryOrigin}/${token}/thumbnails/thumbnail.jpg?time=${seconds}s&${SIZE}`;
      const answer = await fetch(url, { referrerPolicy: 'strict-origin-when-cross-origin' });
      if (!answer.ok || !image.isConnected) return;
      image.src = URL.createObjectURL(await answer.blob());
      image.classList.add('loaded');
    } catch {
      // No picture then: the drawing in its place stays.
    }
  }
}
