import type { AudioTrack } from './engine/rendition.js';

/**
 * The languages and versions of the sound, as an `AudioTrackList`: an array that says `addtrack`, `removetrack` and
 * `change`.
 *
 * @since 0.1.0
 */
export class AudioTrackList extends EventTarget implements Iterable<AudioTrack> {
  [index: number]: AudioTrack;
  #tracks: readonly AudioTrack[] = [];

  get length(): number {
    return this.#tracks.length;
  }

  [Symbol.iterator](): Iterator<AudioTrack> {
    return this.#tracks[Symbol.iterator]();
  }

  /** Takes over what the engine has now. */
  update(tracks: readonly AudioTrack[]): void {
    const before = this.length;
    for (let index = 0; index < before; index += 1) Reflect.deleteProperty(this, index);
    this.#tracks = tracks;
    Object.assign(this, tracks);
    if (before !== this.length) this.dispatchEvent(new Event(before > this.length ? 'removetrack' : 'addtrack'));
    this.dispatchEvent(new Event('change'));
  }
}
