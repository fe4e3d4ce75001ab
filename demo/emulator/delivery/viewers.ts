/** Time without a request for a live playlist after which a viewer has left, in milliseconds. */
const AWAY_MS = 30_000;

/** Viewers of each broadcast, by their repeated requests for its playlist. */
export class Viewers {
  readonly #now: () => number;
  readonly #seen = new Map<string, Map<string, number>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Notes that someone has asked for a playlist. */
  note(uid: string, viewer: string): void {
    const seen = this.#seen.get(uid) ?? new Map<string, number>();
    seen.set(viewer, this.#now());
    this.#seen.set(uid, seen);
  }

  count(uid: string): number {
    const seen = this.#seen.get(uid) ?? new Map<string, number>();
    for (const [viewer, at] of seen) if (this.#now() - at > AWAY_MS) seen.delete(viewer);
    return seen.size;
  }
}
