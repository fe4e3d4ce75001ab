/** Distance from a range, in seconds, at which a position still counts as inside. */
const NEAR_SECONDS = 0.5;

/**
 * Growth of the buffer around a position between two calls. A gap between two ranges was never loaded; an evicted range
 * was.
 */
export class BufferedDelta {
  #start = NaN;
  #end = NaN;

  /** Starts over for a new source, which loads everything again. */
  restart(): void {
    this.#start = this.#end = NaN;
  }

  /** Counts the seconds buffered since the last call; `position` is in seconds. */
  next(buffered: TimeRanges, position: number): number {
    for (let index = 0; index < buffered.length; index += 1) {
      const start = buffered.start(index);
      const end = buffered.end(index);
      if (position < start - NEAR_SECONDS || position > end + NEAR_SECONDS) continue;
      const isSame = start <= this.#end && end >= this.#start;
      const grown = isSame ? Math.max(0, this.#start - start) + Math.max(0, end - this.#end) : end - start;
      this.#start = start;
      this.#end = end;
      return grown;
    }
    return 0;
  }
}
