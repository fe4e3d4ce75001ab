import { parseClockTime } from '../model/clock-time.js';
import type { ClippedMedia, ClippedPlayer } from './clip-options.js';

/** Time before an end in which a timer watches for it rather than the `<video>`, which tells of it four times a second. */
const NEAR_SECONDS = 0.5;
/** How far from its end a video may be when it begins anew by itself, in seconds. */
const END_SECONDS = 1;

/**
 * Plays a part of a video: pauses once at `end-time`, as browsers do at the end of a media fragment, begins again at its start
 * with `loop`, and goes round in `loopRange` for as long as there is one.
 */
export class Clip {
  readonly #player: ClippedPlayer;
  readonly #media: ClippedMedia;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Position that was told last, in seconds. */
  #last: number;
  /** End at which it has paused. */
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

  /** Part that is played, in seconds, and whether again and again. */
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
    // Who has gone beyond the end of a clip means it; a loop is left by clearing it.
    const isPlayedInto = this.#last < end;
    if (isLoop && (isPlayedInto || this.#player.loopRange)) this.#media.seek(start);
    else if (!isLoop && isPlayedInto && this.#passed !== end) {
      this.#passed = end;
      this.#player.pause();
    }
  }

  /** A `<video>` with `loop` begins anew at 0, which is not the start of a clip. */
  #sought(): void {
    const { currentTime, reading } = this.#media;
    const { start, isLoop } = this.#part;
    if (isLoop && currentTime < Math.min(start, END_SECONDS) && this.#last > reading.duration - END_SECONDS)
      this.#media.seek(start);
    this.#last = this.#media.currentTime;
  }

  /** A loop may reach to the end of the video, or beyond. */
  #ended(): void {
    if (!this.#player.loopRange) return;
    this.#media.seek(this.#part.start);
    void this.#player.play().catch(() => undefined);
  }
}
