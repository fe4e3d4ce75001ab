import { parseClockTime } from '../model/clock-time.js';
import type { ClippedMedia, ClippedPlayer } from './clip-options.js';

/** Time before an end from which a timer watches for it: `timeupdate` fires four times a second, and less under load. */
const NEAR_SECONDS = 2;
/** How close to its end a video is when it loops by itself, in seconds. */
const END_SECONDS = 1;

/**
 * Plays part of a video: pauses once at `end-time`, as browsers do at the end of a media fragment; with `loop`, goes
 * back to its start; and repeats `loopRange` while one is set.
 */
export class Clip {
  readonly #player: ClippedPlayer;
  readonly #media: ClippedMedia;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Last reported position, in seconds. */
  #last: number;
  /** End at which it was paused. */
  #passed: number | undefined;

  constructor(player: ClippedPlayer, media: ClippedMedia, signal: AbortSignal) {
    this.#player = player;
    this.#media = media;
    this.#last = media.currentTime;
    media.on(['timeupdate', 'play', 'playing', 'ratechange'], () => this.#look(), { signal });
    media.on(['seeking'], () => this.#sought(), { signal });
    media.on(['ended'], () => this.#ended(), { signal });
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** Part to play, in seconds, and whether to repeat it. */
  get #part(): { readonly start: number; readonly end: number; readonly isLoop: boolean } {
    const { startTime, endTime, loop, loopRange } = this.#player;
    if (loopRange) return { start: loopRange[0], end: loopRange[1], isLoop: true };
    const [start = 0, end = Infinity] = [parseClockTime(startTime), parseClockTime(endTime)];
    return { start, end: end > start ? end : Infinity, isLoop: loop };
  }

  #look(): void {
    clearTimeout(this.#timer);
    const { paused, playbackRate } = this.#media.reading;
    const { end } = this.#part;
    const left = end - this.#media.currentTime;
    if (left <= 0) this.#arrive();
    else if (!paused && left < NEAR_SECONDS * playbackRate)
      this.#timer = setTimeout(() => this.#look(), Math.max(4, (left / playbackRate) * 1_000));
    this.#last = this.#media.currentTime;
  }

  #arrive(): void {
    const { start, end, isLoop } = this.#part;
    // Seeking beyond the end of a clip is deliberate; a loop ends only when it is cleared.
    const isPlayedInto = this.#last < end;
    if (isLoop && (isPlayedInto || this.#player.loopRange)) this.#media.seek(start);
    else if (!isLoop && isPlayedInto && this.#passed !== end) {
      this.#passed = end;
      this.#player.pause();
    }
  }

  /** Seeks to the start of the clip: a `<video>` with `loop` starts over at 0. */
  #sought(): void {
    const { currentTime, reading } = this.#media;
    const { start, isLoop } = this.#part;
    if (isLoop && currentTime < Math.min(start, END_SECONDS) && this.#last > reading.duration - END_SECONDS)
      this.#media.seek(start);
    this.#last = this.#media.currentTime;
  }

  /** Repeats a loop that reaches to the end of the video or beyond. */
  #ended(): void {
    if (!this.#player.loopRange) return;
    this.#media.seek(this.#part.start);
    void this.#player.play().catch(() => undefined);
  }
}
