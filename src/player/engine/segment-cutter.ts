import { joinBytes } from '../delivery/arriving-body.js';
import { boxAt, headerOf, HEADER, readFragment, sizeOf, timeOf, type MovieFragment } from './movie-fragment.js';

/** Seconds behind the place that have to be there, too: frames are not stored in the order in which they are shown. */
const AHEAD = 0.5;
/** Seconds of every further piece. */
const STEP = 1;

/** Bytes that there is room for at first. */
const ROOM = 1 << 18;

/**
 * Cuts a segment, as it arrives, into pieces that play on their own: somebody who has sought to a place within it sees that
 * before the rest is there. Only where it holds one track and is not encrypted; otherwise all of it is one piece.
 */
export class SegmentCutter {
  /** What has come and was not given, and room for more. */
  #buffer = new Uint8Array(ROOM);
  #length = 0;
  /** Fragment of which the beginning was given, and how many samples of it. */
  #open: { readonly fragment: MovieFragment; readonly from: number } | undefined;
  /** When the segment is decoded first, in units of the track. */
  #base: number | undefined;
  /** Seconds from the beginning of the segment that the next piece has to reach. */
  #target: number;
  #cannotCut = false;
  readonly #timescale: () => number | undefined;

  /**
   * @param place - Seconds from the beginning of the segment that the first piece has to hold.
   * @param timescale - Asked for the units of the track in a second, which may be known later than the first bytes.
   */
  constructor(place: number, timescale: () => number | undefined) {
    this.#target = Math.max(0, place) + AHEAD;
    this.#timescale = timescale;
  }

  /** Takes bytes that have come; gives a piece once there is one. */
  push(bytes: ArrayBuffer): ArrayBuffer | undefined {
    const length = this.#length + bytes.byteLength;
    if (length > this.#buffer.length) {
      const buffer = new Uint8Array(2 * length);
      buffer.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = buffer;
    }
    this.#buffer.set(new Uint8Array(bytes), this.#length);
    this.#length = length;
    const timescale = this.#cannotCut ? undefined : this.#timescale();
    return timescale ? this.#cut(timescale) : undefined;
  }

  /** Gives all that was not given. */
  rest(): ArrayBuffer {
    const { fragment, from = 0 } = this.#open ?? {};
    return joinBytes([...(fragment ? [headerOf(fragment, from)] : []), this.#buffer.subarray(0, this.#length)]).buffer;
  }

  #cut(timescale: number): ArrayBuffer | undefined {
    const bytes = this.#buffer.subarray(0, this.#length);
    let at = 0;
    let { fragment, from = 0 } = this.#open ?? {};
    for (;;) {
      const before = at;
      if (!fragment) {
        const box = boxAt(bytes, at);
        const data = box && boxAt(bytes, box.end);
        if (!data) return undefined;
        at = box.end;
        if (box.name !== 'moof') continue;
        fragment = readFragment(bytes.subarray(box.start, box.end));
        at += HEADER;
        this.#cannotCut = data.name !== 'mdat' || !fragment || data.end - at !== sizeOf(fragment);
        if (!fragment || this.#cannotCut) return undefined;
      }
      const { samples } = fragment;
      this.#base ??= fragment.time;
      const given = sizeOf(fragment, from);
      const behind = samples.findIndex(({ end }) => end - given > bytes.length - at);
      const until = behind < 0 ? samples.length : behind;
      const end = at + sizeOf(fragment, until) - given;
      const reached = (timeOf(fragment, until) - this.#base) / timescale;
      const isWhole = until === samples.length;
      // Of what was begun, all is given once it is there, so that what comes after it is read from a beginning.
      if (until > from && (reached >= this.#target || (isWhole && this.#open))) {
        const isAsItIs = isWhole && !from;
        const header = isAsItIs ? bytes.subarray(before, at) : headerOf(fragment, from, until);
        const { buffer } = joinBytes([bytes.subarray(0, before), header, bytes.subarray(at, end)]);
        this.#buffer.copyWithin(0, end, this.#length);
        this.#length -= end;
        this.#open = isWhole ? undefined : { fragment, from: until };
        this.#target = reached + STEP;
        return buffer;
      }
      if (!isWhole) return undefined;
      [at, fragment, from] = [end, undefined, 0];
    }
  }
}
