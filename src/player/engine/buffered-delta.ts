/** A position so near to a range, in seconds, is in it. */
const NEAR_SECONDS = 0.5;

/**
 * How much was loaded around a position, from one look at what is buffered to the next. What lies between two ranges was
 * never loaded, and what is let go of was.
 *
 * @since 0.1.0
 */
export class BufferedDelta {
  #start = NaN;
  #end = NaN;

  /** Another source: what it loads, it loads anew. */
  restart(): void {
    this.#start = this.#end = NaN;
  }

  /** Seconds that have come since the last look; `position` is where it plays, in seconds. */
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
