/** A stretch of a broadcast, in seconds since it began. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** How far a broadcast has come: whole segments, and parts of the one behind them. */
export interface Position {
  readonly segments: number;
  readonly parts: number;
}

/** A round's last segment is joined to the one before it when it is shorter than this, in seconds. */
const SHORTEST_TAIL_SECONDS = 0.5;

const EPSILON = 1e-6;

/** Where segments and parts of an endless broadcast begin. Segments are numbered from 1, parts from 0. */
export class Timeline {
  /** Length of a round in seconds. */
  readonly period: number;
  readonly #cuts: readonly number[];
  readonly #partSeconds: number;
  /** End of the broadcast; `Infinity` while it is live. */
  readonly #end: number;

  /**
   * @param keyFrames when decoding can begin in a round, in seconds, the first at 0
   * @param segmentSeconds shortest length of a segment
   */
  constructor(
    period: number,
    keyFrames: readonly number[],
    segmentSeconds: number,
    partSeconds: number,
    end = Infinity,
  ) {
    this.period = period;
    this.#partSeconds = partSeconds;
    this.#end = end;
    const cuts = [0];
    for (const time of keyFrames) {
      if (time - (cuts.at(-1) ?? 0) >= segmentSeconds - 0.01) cuts.push(time);
    }
    if (cuts.length > 1 && period - (cuts.at(-1) ?? 0) < SHORTEST_TAIL_SECONDS) cuts.pop();
    this.#cuts = cuts;
  }

  /** Longest segment in seconds. */
  get longestSegment(): number {
    return Math.max(...this.#cuts.map((cut, index) => (this.#cuts[index + 1] ?? this.period) - cut));
  }

  /** Longest part in seconds. */
  get longestPart(): number {
    const lengths = this.#cuts.map((cut, index) => (this.#cuts[index + 1] ?? this.period) - cut);
    return Math.max(...lengths.map((whole) => whole / this.#countParts(whole)));
  }

  segment(number: number): Stretch {
    return { start: this.#startOf(number), end: Math.min(this.#end, this.#startOf(number + 1)) };
  }

  /** Parts of a segment. */
  parts(number: number): Stretch[] {
    const { start } = this.segment(number);
    const whole = this.#startOf(number + 1) - start;
    const count = this.#countParts(whole);
    return Array.from({ length: count }, (_, index) => ({
      start: start + (index / count) * whole,
      end: start + ((index + 1) / count) * whole,
    })).filter((part) => part.start < this.#end - EPSILON);
  }

  /** Returns what was completed by a time, in seconds. */
  positionAt(seconds: number): Position {
    const elapsed = Math.min(seconds, this.#end) + EPSILON;
    if (elapsed < 0) return { segments: 0, parts: 0 };
    const round = Math.floor(elapsed / this.period);
    const within = elapsed - round * this.period;
    const index = this.#cuts.findLastIndex((cut) => cut <= within);
    const segments = round * this.#cuts.length + index;
    const parts = this.parts(segments + 1).filter((part) => part.end <= elapsed).length;
    // The last segment of a broadcast ends where the broadcast does.
    if (elapsed >= this.#end && parts > 0) return { segments: segments + 1, parts: 0 };
    return { segments, parts };
  }

  /** Returns the end of the last segment or part completed by a time, in seconds. */
  lastCutBefore(seconds: number): number {
    const { segments, parts } = this.positionAt(seconds);
    const last = parts > 0 ? this.parts(segments + 1)[parts - 1]?.end : undefined;
    return last ?? this.#startOf(segments + 1);
  }

  /** Counts the parts of a segment: of equal duration, close to the configured one. */
  #countParts(whole: number): number {
    return Math.max(1, Math.round(whole / this.#partSeconds));
  }

  #startOf(number: number): number {
    const index = number - 1;
    const round = Math.floor(index / this.#cuts.length);
    return round * this.period + (this.#cuts[index - round * this.#cuts.length] ?? 0);
  }
}
