import type { AudioChoice } from '../core/rendition.js';

/** One of an {@link AudioTrackList}, as browsers that have such lists know it. */
export interface AudioTrack extends Omit<AudioChoice, 'enabled'> {
  readonly kind: 'main' | 'alternative';
  /** Set it to `true` to hear this one. */
  enabled: boolean;
}

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
  update(choices: readonly AudioChoice[], select: (id: string) => void): void {
    const before = this.#tracks;
    this.#tracks = choices.map(({ id, label, language, enabled }, index) => ({
      id, label, language,
      kind: index === 0 ? 'main' : 'alternative',
      get enabled() {
        return enabled;
      },
      set enabled(wanted) {
        if (wanted && !enabled) select(id);
      },
    }));
    for (let index = 0; index < Math.max(before.length, this.length); index += 1) {
      const track = this.#tracks[index];
      if (track) this[index] = track;
      else Reflect.deleteProperty(this, index);
    }
    if (before.length > this.length) this.dispatchEvent(new Event('removetrack'));
    if (before.length < this.length) this.dispatchEvent(new Event('addtrack'));
    this.dispatchEvent(new Event('change'));
  }
}
