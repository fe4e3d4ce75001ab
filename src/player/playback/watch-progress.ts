import { dispatch } from '../../shared/dispatch.js';
import { listRanges } from '../model/snapshot-media.js';
import { addRange, marksBetween, type WatchedRange } from '../model/watched-ranges.js';
import type { ProgressMedia } from './clip-options.js';

/** Longest step between two positions that counts as watching rather than a seek, in seconds of real time. */
const MAX_STEP_SECONDS = 2;
/** How far beyond the watched part a seek may lead, in seconds: positions are not exact. */
const TOLERANCE = 0.5;

/** Parts of the player that tracking progress needs. */
interface WatchedPlayer extends EventTarget {
  readonly seekableUntil: string | undefined;
  readonly played: TimeRanges;
}

/**
 * Tracks which parts of a video are watched, reports each quarter to the page, and prevents skipping ahead if the page
 * wants that.
 */
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
    // Playback went on while this code was loading.
    for (const [start, end] of listRanges(player.played)) this.#watch(start, end);
  }

  #look(isEnd: boolean): void {
    const { currentTime, reading } = this.#media;
    const from = this.#last;
    this.#last = currentTime;
    const step = currentTime - from;
    if (step < 0 || step > MAX_STEP_SECONDS * Math.max(1, reading.playbackRate)) return;
    this.#watch(from, currentTime);
    if (isEnd && Number.isFinite(reading.duration)) this.#tell(100);
  }

  #watch(from: number, to: number): void {
    if (to > from) this.#watched = addRange(this.#watched, [from, to]);
    this.#limit();
    const { duration } = this.#media.reading;
    if (Number.isFinite(duration)) marksBetween(from, to, duration).forEach((percent) => this.#tell(percent));
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

  /** Limits seeking to the watched part, or to the start position. A live stream has no limit. */
  #limit(): void {
    const { media, isLimited } = { media: this.#media, isLimited: this.#player.seekableUntil === 'watched' };
    if (!isLimited || media.reading.duration === Infinity) media.limit = Infinity;
    else media.limit = Math.max(media.limit < Infinity ? media.limit : 0, this.#watched.at(-1)?.[1] ?? 0);
  }

  /** Undoes a seek beyond the limit, such as by a picture-in-picture window or another device. */
  #sought(): void {
    this.#limit();
    const { currentTime, limit } = this.#media;
    if (currentTime > limit + TOLERANCE) this.#media.seek(limit);
    this.#last = this.#media.currentTime;
  }
}
