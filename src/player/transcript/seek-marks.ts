import { marksOf } from '../model/transcript.js';

/** Image that the seek bar of a player has along itself. */
const PROPERTY = '--cf-stream-seek-marks';

/** Player, as far as its seek bar goes. */
interface MarkedPlayer extends HTMLElement {
  readonly duration?: number;
  readonly seekable?: TimeRanges;
  readonly engine?: unknown;
}

/** Finds what the seek bar shows, from where to where in seconds. */
function seekRangeOf({ duration = Number.NaN, seekable, engine }: MarkedPlayer): readonly [start: number, end: number] {
  if (duration !== Infinity || !seekable?.length) return [0, duration];
  // The bar of a broadcast ends where that is joined.
  const { liveSyncPosition } = (engine ?? {}) as { readonly liveSyncPosition?: number | null };
  return [seekable.start(0), liveSyncPosition ?? seekable.end(seekable.length - 1)];
}

/** Marks on the seek bar of a player. */
export class SeekMarks {
  #player: MarkedPlayer | undefined;

  /**
   * Marks times in seconds, in place of those before.
   *
   * @param shown - The one that is wider.
   */
  draw(player: MarkedPlayer | undefined, times: readonly number[], shown?: number): void {
    if (player !== this.#player) this.clear();
    // A <video> has controls of its own.
    if (!player || player instanceof HTMLMediaElement) return;
    const marks = marksOf(times, shown, ...seekRangeOf(player));
    if (marks === 'none') {
      this.clear();
      return;
    }
    this.#player = player;
    if (player.style.getPropertyValue(PROPERTY) !== marks) player.style.setProperty(PROPERTY, marks);
  }

  /** Takes them away. */
  clear(): void {
    this.#player?.style.removeProperty(PROPERTY);
    this.#player = undefined;
  }
}
