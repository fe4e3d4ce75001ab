import { joinBytes } from '../delivery/arriving-body.js';
import { boxAt, headerOf, HEADER, readFragment, sizeOf, timeOf, type MovieFragment } from './movie-fragment.js';

/** Seconds beyond the position that the first piece must hold, too: frames are not stored in presentation order. */
const AHEAD = 0.5;
/** Length of each further piece, in seconds. */
const STEP = 1;

/** Initial size of the buffer, in bytes. */
const ROOM = 1 << 18;

/**
 * Cuts an arriving segment into pieces that play on their own, so that a viewer who has sought into it sees that
 * position before the rest arrives. Only for a segment with one track and without encryption; any other is one piece.
 */
export class SegmentCutter {
  /** Bytes that were received and not returned yet, with spare room. */
  #buffer = new Uint8Array(ROOM);
  #length = 0;
  /** Fragment that was returned in part, and the number of returned samples. */
  #open: { readonly fragment: MovieFragment; readonly from: number } | undefined;
  /** First decode time of the segment, in units of the timescale. */
  #base: number | undefined;
  /** Time that the next piece must reach, in seconds from the start of the segment. */
  #target: number;
  #cannotCut = false;
  readonly #timescale: () => number | undefined;

  /**
   * @param place - Position that the first piece must hold, in seconds from the start of the segment.
   * @param timescale - Returns the track's units per second, which may be known later than the first bytes.
   */
  constructor(place: number, timescale: () => number | undefined) {
    this.#target = Math.max(0, place) + AHEAD;
    this.#timescale = timescale;
  }

  /** Adds received bytes; returns a piece once there is one. */
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

  /** Returns all remaining bytes. */
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
      // A fragment that was returned in part is completed as soon as possible, so that the next piece starts at a box.
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
