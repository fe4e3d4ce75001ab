import { dispatch } from '../../shared/dispatch.js';
import { addRange, marksBetween, type WatchedRange } from '../model/watched-ranges.js';
import type { ProgressMedia } from './clip-options.js';

/** Longest step between two positions that is watching rather than a seek, in seconds of a clock. */
const MAX_STEP_SECONDS = 2;
/** How far beyond what was watched one may go, in seconds: positions are not exact. */
const TOLERANCE = 0.5;

/** Player as far as its progress goes. */
interface WatchedPlayer extends EventTarget {
  readonly seekableUntil: string | undefined;
}

/** Notes what of a video is watched, tells the page of each quarter, and keeps viewers from skipping ahead where it says so. */
export class WatchProgress {
  readonly #player: WatchedPlayer;
  readonly #media: ProgressMedia;
  readonly #told = new Set<number>();
  #watched: readonly WatchedRange[] = [];
  #last: number;

  constructor(player: WatchedPlayer, media: ProgressMedia, signal: AbortSignal) {
    this.#player = player;
    this.#media = media;
    this.#last = media.currentTime;
    media.on(['timeupdate', 'pause', 'ended'], (type) => this.#look(type === 'ended'), { signal });
    media.on(['seeking'], () => this.#sought(), { signal });
  }

  #look(isEnd: boolean): void {
    const { currentTime, reading } = this.#media;
    const from = this.#last;
    this.#last = currentTime;
    const step = currentTime - from;
    if (step < 0 || step > MAX_STEP_SECONDS * Math.max(1, reading.playbackRate)) return;
    if (step > 0) this.#watched = addRange(this.#watched, [from, currentTime]);
    this.#limit();
    const { duration } = reading;
    if (!Number.isFinite(duration)) return;
    for (const percent of [...marksBetween(from, currentTime, duration), ...(isEnd ? [100] : [])]) this.#tell(percent);
  }

  #tell(percent: number): void {
    if (this.#told.has(percent)) return;
    this.#told.add(percent);
    const watchedSeconds = this.#watched.reduce((sum, [start, end]) => sum + end - start, 0);
    const furthest = this.#watched.at(-1)?.[1] ?? 0;
    const { duration } = this.#media.reading;
    dispatch(this.#player, 'cf-stream-progress', {
      ...{ percent, duration, furthest, watchedSeconds },
      watched: this.#watched,
    });
  }

  /** Lets one seek as far as was watched, or to where it began. A broadcast has no end to skip to. */
  #limit(): void {
    const { media, isLimited } = { media: this.#media, isLimited: this.#player.seekableUntil === 'watched' };
    if (!isLimited || media.reading.duration === Infinity) media.limit = Infinity;
    else media.limit = Math.max(media.limit < Infinity ? media.limit : 0, this.#watched.at(-1)?.[1] ?? 0);
  }

  /** Goes back from where a window of the browser or another device has gone to. */
  #sought(): void {
    this.#limit();
    const { currentTime, limit } = this.#media;
    if (currentTime > limit + TOLERANCE) this.#media.seek(limit);
    this.#last = this.#media.currentTime;
  }
}
