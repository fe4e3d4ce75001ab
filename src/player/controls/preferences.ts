import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CaptionStyle } from '../model/caption-style.js';
import type { MediaSnapshot } from '../model/media-snapshot.js';
import { KEPT_POSITIONS, memoryOf, readPreferences } from '../model/stored-preferences.js';
import type { ViewerPreferences } from '../model/viewer-memory.js';
import type { CfStreamPlayer } from '../stream-player.js';
import type { CaptionTracks } from './captions/caption-tracks.js';

/** Seconds of playback after which the position is saved again. */
const POSITION_STEP = 5;
/** Longest remainder of a video that counts as watched to the end, in seconds. */
const SEEN_BEFORE_END = 10;

/** Returns preferences with a new position for a video; `null` removes it. */
export function withPosition(preferences: ViewerPreferences, uid: string, seconds: number | null): ViewerPreferences {
  const others = (preferences.positions ?? []).filter(([known]) => known !== uid);
  const positions = seconds === null ? others : [...others, [uid, Math.round(seconds)] as const];
  return { ...preferences, positions: positions.slice(-KEPT_POSITIONS) };
}

/** Parts of the player's UI that preferences need. */
interface PreferencesHost extends ReactiveControllerHost {
  readonly player: CfStreamPlayer;
  readonly shownMedia: MediaSnapshot;
}

/**
 * The viewer's preferences, applied to the player and saved when they change, through a {@link ViewerMemory} that a
 * site may replace or turn off.
 */
export class Preferences implements ReactiveController {
  readonly #host: PreferencesHost;
  readonly #captions: CaptionTracks;
  #life: AbortController | undefined;
  #captionStyle: CaptionStyle = {};
  #timeLeft = false;
  /** Last known position, kept because the video may be gone when it is saved. */
  #seen: { readonly uid: string; readonly currentTime: number; readonly duration: number } | undefined;
  #keptAt = 0;

  constructor(host: PreferencesHost, captions: CaptionTracks) {
    this.#host = host;
    this.#captions = captions;
    host.addController(this);
  }

  /** The viewer's caption style. */
  get captionStyle(): CaptionStyle {
    return this.#captionStyle;
  }

  /** Whether to show the remaining time; not kept beyond the visit without storage. */
  get timeLeft(): boolean {
    return this.#timeLeft;
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const { player } = this.#host;
    for (const name of ['timeupdate', 'seeking', 'pause', 'ended'] as const)
      player.addEventListener(name, () => this.#see(name === 'pause' || name === 'ended'), { signal });
    player.addEventListener('emptied', () => this.#keepPosition(), { signal });
    addEventListener('pagehide', () => this.#keepPosition(), { signal });
    this.#restore();
  }

  hostDisconnected(): void {
    this.#keepPosition();
    this.#seen = undefined;
    this.#life?.abort();
  }

  /** Saves what the viewer has chosen, never what the page or the video has changed. */
  save(chosen: ViewerPreferences): void {
    this.#timeLeft = chosen.timeLeft ?? this.#timeLeft;
    this.#change((kept) => ({ ...kept, ...chosen }));
  }

  /** Saves the caption style. */
  saveCaptionStyle(style: CaptionStyle): void {
    this.#captionStyle = style;
    this.save({ captionStyle: style });
  }

  /** Restores captions and the time display; sound, speed and position are restored before there are controls. */
  #restore(): void {
    const { player } = this.#host;
    const kept = readPreferences(player);
    const captions = kept.captions === undefined ? (player.defaultTextTrack ?? undefined) : kept.captions;
    if (captions !== undefined) this.#captions.want(captions);
    this.#timeLeft = kept.timeLeft ?? false;
    this.#captionStyle = kept.captionStyle ?? {};
  }

  /** Notes the position and saves it every few seconds, or `now`, when the viewer may be about to leave. */
  #see(now: boolean): void {
    const { rememberPosition, uid, currentTime, duration } = this.#host.player;
    if (!rememberPosition || uid === undefined || !Number.isFinite(duration)) return;
    this.#seen = { uid, currentTime, duration };
    if (now || Math.abs(currentTime - this.#keptAt) >= POSITION_STEP) this.#keepPosition();
  }

  #keepPosition(): void {
    if (!this.#seen) return;
    const { uid, currentTime, duration } = this.#seen;
    this.#keptAt = currentTime;
    const isSeen = currentTime < 1 || currentTime > duration - SEEN_BEFORE_END;
    this.#change((kept) => withPosition(kept, uid, isSeen ? null : currentTime));
  }

  #change(change: (kept: ViewerPreferences) => ViewerPreferences): void {
    const { player } = this.#host;
    try {
      memoryOf(player)?.write(change(readPreferences(player)));
    } catch {
      // A failing storage of the site must not stop the player.
    }
  }
}
