import type { AudioTrack, Rendition } from './rendition.js';
import type { PlaybackEngine } from './engine.js';

/**
 * Carries what the viewer has chosen over from an engine that goes to the one that takes its place: quality, language of
 * the sound, and speed. Their ids are the engine's own, so they are known again by what they are.
 *
 * @since 0.1.0
 */
export class TrackSelection {
  #rendition: Pick<Rendition, 'height' | 'bitrate'> | undefined;
  #audio: Pick<AudioTrack, 'language' | 'label'> | undefined;
  #rate: number | undefined;

  /** Takes it from an engine, before that is destroyed. */
  capture(engine: PlaybackEngine, video: HTMLVideoElement): void {
    const { renditions, audioTracks, selectedRendition } = engine;
    this.#rate = video.playbackRate;
    // An engine that has none yet knows of no choice: what the one before it knew goes on to the next.
    if (renditions.length > 0) this.#rendition = renditions.find(({ id }) => id === selectedRendition);
    const heard = audioTracks.find(({ enabled }) => enabled);
    if (heard) this.#audio = { language: heard.language, label: heard.label };
  }

  /** Speed for the next engine to play at: what the page has set meanwhile, or else what was chosen before. */
  rateFor({ playbackRate, defaultPlaybackRate }: HTMLVideoElement): number {
    return playbackRate === defaultPlaybackRate ? (this.#rate ?? playbackRate) : playbackRate;
  }

  /** Gives the rest to the next engine, whenever there is more to choose from: each choice once, as far as it is there. */
  restore(engine: PlaybackEngine): void {
    const { renditions, audioTracks } = engine;
    const rendition = this.#rendition;
    const audio = this.#audio;
    if (rendition && renditions.length > 0) {
      this.#rendition = undefined;
      const distance = ({ bitrate }: Rendition): number => Math.abs(bitrate - rendition.bitrate);
      const [same] = renditions
        .filter(({ height }) => height === rendition.height)
        .sort((one, other) => distance(one) - distance(other));
      if (same) engine.selectedRendition = same.id;
    }
    if (audio && audioTracks.length > 0) {
      this.#audio = undefined;
      const same = audioTracks.find(({ language, label }) => language === audio.language && label === audio.label);
      if (same && !same.enabled) same.enabled = true;
    }
  }
}
