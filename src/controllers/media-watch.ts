import { onMediaEvents } from '../dom/media-events.js';
import { readMedia } from '../dom/read-media.js';
import type { MediaReading } from './playback-options.js';

/** What is watched, and who is told. */
export interface MediaWatchOptions {
  readonly element: Element;
  readonly video: HTMLVideoElement;
  /** Position in seconds as the viewer sees it. */
  readonly currentTime: () => number;
  /** Where a broadcast is joined, in seconds. */
  readonly livePosition: () => number;
  /** The `<video>` has said something. */
  onEvent(type: string): void;
  onReading(reading: MediaReading): void;
}

/**
 * Listens to a `<video>` and reads off it what there is to draw, until it is destroyed.
 *
 * @since 0.1.0
 */
export class MediaWatch {
  readonly #options: MediaWatchOptions;
  readonly #life = new AbortController();

  constructor(options: MediaWatchOptions) {
    this.#options = options;
    const { signal } = this.#life;
    onMediaEvents(options.video, (type) => options.onEvent(type), signal);
    document.addEventListener('fullscreenchange', () => this.read(), { signal });
    this.read();
  }

  read(): void {
    const { element, video, currentTime, livePosition, onReading } = this.#options;
    const reading = readMedia(video, element);
    onReading({ ...reading, currentTime: currentTime(), livePosition: reading.duration === Infinity ? livePosition() : 0 });
  }

  destroy(): void {
    this.#life.abort();
  }
}
