import { MEDIA_EVENTS } from '../model/media-events.js';
import type { PlaybackIntent } from '../model/playback-intent.js';
import { isPictureInPicture, silencedVideos } from '../model/snapshot-media.js';
import type { PlaybackEngine } from '../engine/engine.js';
import type { MediaObserver } from './media-observer.js';
import type { PlaybackSessionOptions, RecoveryOptions } from './playback-options.js';
import type { RestorablePlayer } from './restore-viewer.js';
import { StallDetector } from './stall-detector.js';

/** Parts that a supervisor watches. */
export interface Supervised {
  readonly media: Pick<MediaObserver, 'video' | 'on'>;
  readonly engine: Pick<PlaybackEngine, 'arrivingBytes' | 'suspend' | 'play'>;
  readonly intent: Pick<PlaybackIntent, 'playing'>;
  readonly host: Pick<PlaybackSessionOptions, 'sharesAudio' | 'pause'> & {
    readonly element: HTMLElement & Pick<RestorablePlayer, 'autoplay'>;
  };
}

/**
 * Supervises a running engine: recovers from stalls, lets only one audible player play at a time, and stops fetching
 * for players that nobody sees or hears.
 */
export class PlaybackSupervisor {
  readonly #supervised: Supervised;
  readonly #recovery: Pick<RecoveryOptions, 'resume' | 'restart'>;
  readonly #stalls: StallDetector;
  readonly #visibility: ElementVisibility;
  readonly #signal: AbortSignal;
  #isSuspended = false;
  /** Number of pending play() promises. */
  #promises = 0;

  /** @param recovery - Its `resume()` must call {@link PlaybackSupervisor.resumed}. */
  constructor(supervised: Supervised, recovery: Pick<RecoveryOptions, 'resume' | 'restart'>, signal: AbortSignal) {
    const { media, engine, host } = supervised;
    this.#supervised = supervised;
    this.#recovery = recovery;
    this.#signal = signal;
    joinAudiblePlayers(media, host, signal);
    this.#stalls = new StallDetector(media, engine, recovery, signal);
    this.#visibility = new ElementVisibility(host.element, () => this.#updateSuspension(), signal);
    media.on(MEDIA_EVENTS, () => this.#updateSuspension(), { signal });
    // A later mute is the viewer's own.
    media.on(['volumechange'], () => media.video.muted || silencedVideos.delete(media.video), { signal });
  }

  /** Whether fetching is suspended because nobody sees or hears the player. */
  get isSuspended(): boolean {
    return this.#isSuspended;
  }

  /** Plays. Fetches what that needs even out of view, or the promise would never settle. */
  async play(): Promise<void> {
    const { engine } = this.#supervised;
    this.#promises += 1;
    const played = engine.play();
    this.#updateSuspension();
    try {
      await played.catch((error: unknown) => {
        if (!this.#silence(error)) throw error;
        return engine.play();
      });
    } finally {
      this.#promises -= 1;
      this.#updateSuspension();
    }
  }

  /** Ends a suspension after the engine has resumed. A viewer's own request counts even out of view. */
  resumed(): void {
    this.#isSuspended = false;
    this.#stalls.resume();
  }

  /** Restarts in another document, where some browsers reset the `<video>`. */
  adopted(): void {
    const { media, intent } = this.#supervised;
    if (media.video.readyState > HTMLMediaElement.HAVE_NOTHING) return;
    const before = { ...intent };
    this.#recovery.restart();
    Object.assign(intent, before);
  }

  /** Mutes a video that the browser plays only without sound, if `autoplay` is `any`; returns whether it did. */
  #silence(error: unknown): boolean {
    const { media, host } = this.#supervised;
    const isRefused = (error as Error).name === 'NotAllowedError' && !media.video.muted;
    if (!isRefused || host.element.autoplay !== 'any' || this.#signal.aborted) return false;
    silencedVideos.add(media.video);
    return (media.video.muted = true);
  }

  #updateSuspension(): void {
    const { media, engine, intent } = this.#supervised;
    // The viewer's intent: during a swap of the source, the `<video>` itself is paused.
    const isIdle = !intent.playing || (media.video.muted && this.#promises === 0);
    const isOut = !this.#visibility.isSeen && isIdle && !isPictureInPicture(media.video);
    if (isOut === this.#isSuspended || this.#signal.aborted) return;
    if (!isOut) {
      this.#recovery.resume();
      return;
    }
    this.#isSuspended = true;
    this.#stalls.suspend();
    engine.suspend();
  }
}

/** Visibility of an element: whether it is in the viewport of a visible page. Calls back on changes. */
export class ElementVisibility {
  #isInView = true;
  readonly #element: Element;

  constructor(element: Element, changed: () => void, signal: AbortSignal) {
    this.#element = element;
    const observer = new IntersectionObserver((entries) => {
      this.#isInView = entries.at(-1)?.isIntersecting ?? true;
      changed();
    });
    observer.observe(element);
    signal.addEventListener('abort', () => observer.disconnect());
    document.addEventListener('visibilitychange', changed, { signal });
  }

  get isSeen(): boolean {
    // A document picture-in-picture window is visible while its opener is hidden.
    return this.#isInView && this.#element.ownerDocument.visibilityState === 'visible';
  }
}

/** Player as seen by other players of the page. */
interface AudiblePlayer {
  readonly video: HTMLVideoElement;
  readonly host: Pick<PlaybackSessionOptions, 'sharesAudio' | 'pause'>;
}

/** Players of the page that have an engine. */
const players = new Set<AudiblePlayer>();

const isHeard = ({ video }: AudiblePlayer): boolean => !video.paused && !video.muted && video.volume > 0;

/** Adds a player to those of which only one is audible at a time: when it becomes audible, the others pause. */
export function joinAudiblePlayers(
  media: Pick<MediaObserver, 'video' | 'on'>,
  host: AudiblePlayer['host'],
  signal: AbortSignal,
): void {
  const player = { video: media.video, host };
  players.add(player);
  signal.addEventListener('abort', () => players.delete(player));
  media.on(['play', 'volumechange'], () => pauseOthers(player), { signal });
}

function pauseOthers(player: AudiblePlayer): void {
  if (player.host.sharesAudio() || !isHeard(player)) return;
  for (const other of players) if (other !== player && !other.host.sharesAudio() && isHeard(other)) other.host.pause();
}
