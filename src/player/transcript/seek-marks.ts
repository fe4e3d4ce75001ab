import { marksOf } from '../model/transcript.js';

/** Property with an image along a player's seek bar. */
const PROPERTY = '--cf-stream-seek-marks';

/** Parts of the player that marks need. */
interface MarkedPlayer extends HTMLElement {
  readonly duration?: number;
  readonly seekable?: TimeRanges;
  readonly engine?: unknown;
}

/** Returns the range of the seek bar, in seconds. */
function seekRangeOf({ duration = Number.NaN, seekable, engine }: MarkedPlayer): readonly [start: number, end: number] {
  if (duration !== Infinity || !seekable?.length) return [0, duration];
  // The bar of a live stream ends where it is joined.
  const { liveSyncPosition } = (engine ?? {}) as { readonly liveSyncPosition?: number | null };
  return [seekable.start(0), liveSyncPosition ?? seekable.end(seekable.length - 1)];
}

/** Marks on the seek bar of a player. */
export class SeekMarks {
  #player: MarkedPlayer | undefined;

  /**
   * Marks times in seconds, in place of the previous ones.
   *
   * @param shown - Time of the wider mark.
   */
  draw(player: MarkedPlayer | undefined, times: readonly number[], shown?: number): void {
    if (player !== this.#player) this.clear();
    // A <video> has its own controls.
    if (!player || player instanceof HTMLMediaElement) return;
    const marks = marksOf(times, shown, ...seekRangeOf(player));
    if (marks === 'none') {
      this.clear();
      return;
    }
    this.#player = player;
    if (player.style.getPropertyValue(PROPERTY) !== marks) player.style.setProperty(PROPERTY, marks);
  }

  /** Removes the marks. */
  clear(): void {
    this.#player?.style.removeProperty(PROPERTY);
    this.#player = undefined;
  }
}
