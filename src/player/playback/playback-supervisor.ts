import { MEDIA_EVENTS } from '../model/media-events.js';
import type { PlaybackIntent } from '../model/playback-intent.js';
import { isPictureInPicture, silencedVideos } from '../model/snapshot-media.js';
import type { PlaybackEngine } from '../engine/engine.js';
import type { MediaObserver } from './media-observer.js';
import type { PlaybackSessionOptions, RecoveryOptions } from './playback-options.js';
import type { RestorablePlayer } from './restore-viewer.js';
import { StallDetector } from './stall-detector.js';

/** Parts that a supervisor looks after. */
export interface Supervised {
  readonly media: Pick<MediaObserver, 'video' | 'on'>;
  readonly engine: Pick<PlaybackEngine, 'arrivingBytes' | 'suspend' | 'play'>;
  readonly intent: Pick<PlaybackIntent, 'playing'>;
  readonly host: Pick<PlaybackSessionOptions, 'sharesAudio' | 'pause'> & {
    readonly element: HTMLElement & Pick<RestorablePlayer, 'autoplay'>;
  };
}

/**
 * Looks after an engine for as long as there is one: stalls are ended, of the players that can be heard one plays at a
 * time, and what nobody sees or hears fetches nothing.
 */
export class PlaybackSupervisor {
  readonly #supervised: Supervised;
  readonly #recovery: Pick<RecoveryOptions, 'resume' | 'restart'>;
  readonly #stalls: StallDetector;
  readonly #visibility: ElementVisibility;
  readonly #signal: AbortSignal;
  #isSuspended = false;
  /** Number of promises to play that are not settled yet. */
  #promises = 0;

  /** @param recovery - Its `resume()` ends in {@link PlaybackSupervisor.resumed}. */
  constructor(supervised: Supervised, recovery: Pick<RecoveryOptions, 'resume' | 'restart'>, signal: AbortSignal) {
    const { media, engine, host } = supervised;
    this.#supervised = supervised;
    this.#recovery = recovery;
    this.#signal = signal;
    joinAudiblePlayers(media, host, signal);
    this.#stalls = new StallDetector(media, engine, recovery, signal);
    this.#visibility = new ElementVisibility(host.element, () => this.#updateSuspension(), signal);
    media.on(MEDIA_EVENTS, () => this.#updateSuspension(), { signal });
    // Whoever mutes it later knows how to undo that.
    media.on(['volumechange'], () => media.video.muted || silencedVideos.delete(media.video), { signal });
  }

  /** Whether it fetches nothing because nobody sees or hears it. */
  get isSuspended(): boolean {
    return this.#isSuspended;
  }

  /** Plays. What that needs is fetched wherever nobody sees it, or the promise would never be settled. */
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

  /** Ends a suspension once the engine fetches again. A viewer who asks for that gets it also out of sight. */
  resumed(): void {
    this.#isSuspended = false;
    this.#stalls.resume();
  }

  /** Begins anew in another document, where some browsers make a `<video>` forget its source. */
  adopted(): void {
    const { media, intent } = this.#supervised;
    if (media.video.readyState > HTMLMediaElement.HAVE_NOTHING) return;
    const before = { ...intent };
    this.#recovery.restart();
    Object.assign(intent, before);
  }

  /** Mutes a video that the browser lets play only without sound, where the page wants that; says whether it did. */
  #silence(error: unknown): boolean {
    const { media, host } = this.#supervised;
    const isRefused = (error as Error).name === 'NotAllowedError' && !media.video.muted;
    if (!isRefused || host.element.autoplay !== 'any' || this.#signal.aborted) return false;
    silencedVideos.add(media.video);
    return (media.video.muted = true);
  }

  #updateSuspension(): void {
    const { media, engine, intent } = this.#supervised;
    // As the viewer sees it: while the source is swapped, the `<video>` is paused underneath.
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

/** Visibility of an element: whether it is in the viewport, of a page that is not hidden. Tells when that changes. */
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
    // The window of picture-in-picture is seen while its opener is hidden.
    return this.#isInView && this.#element.ownerDocument.visibilityState === 'visible';
  }
}

/** Player as the others of its page know it. */
interface AudiblePlayer {
  readonly video: HTMLVideoElement;
  readonly host: Pick<PlaybackSessionOptions, 'sharesAudio' | 'pause'>;
}

/** Players of the page that have something to play. */
const players = new Set<AudiblePlayer>();

const isHeard = ({ video }: AudiblePlayer): boolean => !video.paused && !video.muted && video.volume > 0;

/** Adds a player to those of which one at a time is heard: when it begins to be heard, the others pause. */
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
