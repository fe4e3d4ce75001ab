import { isPictureInPicture } from '../model/snapshot-media.js';
import type { PlaybackEngine } from '../engine/engine.js';
import { joinPlayers, pauseOthers, type AudiblePlayer } from './audible-players.js';
import { ElementVisibility } from './element-visibility.js';
import { StallDetector } from './stall-detector.js';

/** What is watched, and what may have to be done. */
export interface PlaybackSupervisorOptions {
  readonly element: HTMLElement;
  readonly video: HTMLVideoElement;
  readonly engine: PlaybackEngine;
  /** Whether it may be heard together with other players. */
  sharesSound(): boolean;
  pause(): void;
  /** Goes on fetching, and ends in {@link PlaybackSupervisor.resumed}. */
  resume(): void;
  /** Sets the engine up anew, where it is. */
  restart(): void;
}

/**
 * Looks after an engine for as long as there is one: stalls are ended, of the players that can be heard one plays at a
 * time, and what nobody sees or hears fetches nothing.
 *
 * @since 0.1.0
 */
export class PlaybackSupervisor {
  readonly #options: PlaybackSupervisorOptions;
  readonly #player: AudiblePlayer;
  readonly #leave: () => void;
  readonly #stalls: StallDetector;
  readonly #sight: ElementVisibility;
  #isSuspended = false;

  constructor(options: PlaybackSupervisorOptions) {
    const { element, video, engine, sharesSound, pause, resume, restart } = options;
    this.#options = options;
    this.#player = { video, isShared: sharesSound, pause };
    this.#leave = joinPlayers(this.#player);
    this.#stalls = new StallDetector({
      video,
      arrivingBytes: () => engine.arrivingBytes,
      reload: (times) => (times > 1 ? restart() : resume()),
    });
    this.#sight = new ElementVisibility(element, () => this.#updateSuspension());
  }

  /** Whether it fetches nothing because nobody sees or hears it. */
  get isSuspended(): boolean {
    return this.#isSuspended;
  }

  /** Told of each event of the `<video>`. */
  mediaChanged(type: string): void {
    if (type === 'play' || type === 'volumechange') pauseOthers(this.#player);
    this.#stalls.mediaChanged(type);
    this.#updateSuspension();
  }

  /** The engine fetches again. A viewer who asks for that gets it also out of sight. */
  resumed(): void {
    this.#isSuspended = false;
    this.#stalls.resume();
  }

  destroy(): void {
    this.#leave();
    this.#stalls.destroy();
    this.#sight.destroy();
  }

  #updateSuspension(): void {
    const { video, engine, resume } = this.#options;
    // As the viewer sees it: while the source is swapped, the `<video>` is paused underneath.
    const isIdle = engine.paused || video.muted;
    const isOut = !this.#sight.isSeen && isIdle && !isPictureInPicture(video);
    if (isOut === this.#isSuspended) return;
    if (!isOut) {
      resume();
      return;
    }
    this.#isSuspended = true;
    this.#stalls.suspend();
    engine.suspend();
  }
}
