import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CaptionStyle } from '../model/caption-style.js';
import type { MediaSnapshot } from '../model/media-snapshot.js';
import { KEPT_POSITIONS, memoryOf, readPreferences } from '../model/stored-preferences.js';
import type { ViewerPreferences } from '../model/viewer-memory.js';
import type { CfStreamPlayer } from '../stream-player.js';
import type { CaptionTracks } from './captions/caption-tracks.js';

/** Seconds of video after which a position is kept again. */
const POSITION_STEP = 5;
/** Longest rest of a video that counts as seen, in seconds. */
const SEEN_BEFORE_END = 10;

/** Returns preferences with another position for a video; `null` forgets it. */
export function withPosition(preferences: ViewerPreferences, uid: string, seconds: number | null): ViewerPreferences {
  const others = (preferences.positions ?? []).filter(([known]) => known !== uid);
  const positions = seconds === null ? others : [...others, [uid, Math.round(seconds)] as const];
  return { ...preferences, positions: positions.slice(-KEPT_POSITIONS) };
}

/** The player's UI as far as preferences go. */
interface PreferencesHost extends ReactiveControllerHost {
  readonly player: CfStreamPlayer;
  readonly shownMedia: MediaSnapshot;
}

/**
 * Preferences of a viewer: given to the player, and kept when they change. All of it goes through one
 * {@link ViewerMemory}, which a site may replace or take away.
 */
export class Preferences implements ReactiveController {
  readonly #host: PreferencesHost;
  readonly #captions: CaptionTracks;
  #life: AbortController | undefined;
  #captionStyle: CaptionStyle = {};
  #timeLeft = false;
  /** Where the viewer was last: the video may have gone by the time that is kept. */
  #seen: { readonly uid: string; readonly currentTime: number; readonly duration: number } | undefined;
  #keptAt = 0;

  constructor(host: PreferencesHost, captions: CaptionTracks) {
    this.#host = host;
    this.#captions = captions;
    host.addController(this);
  }

  /** Style of captions that this viewer has chosen. */
  get captionStyle(): CaptionStyle {
    return this.#captionStyle;
  }

  /** Whether the viewer wants to see how much is left; for this visit where nothing is kept. */
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

  /** Keeps what the viewer has just chosen, and nothing that the page or the video has brought about. */
  save(chosen: ViewerPreferences): void {
    this.#timeLeft = chosen.timeLeft ?? this.#timeLeft;
    this.#change((kept) => ({ ...kept, ...chosen }));
  }

  /** Keeps how captions are to be drawn. */
  saveCaptionStyle(style: CaptionStyle): void {
    this.#captionStyle = style;
    this.save({ captionStyle: style });
  }

  /** Restores how captions were chosen; sound, speed and position are restored before there are controls. */
  #restore(): void {
    const { player } = this.#host;
    const kept = readPreferences(player);
    const captions = kept.captions === undefined ? (player.defaultTextTrack ?? undefined) : kept.captions;
    if (captions !== undefined) this.#captions.want(captions);
    this.#timeLeft = kept.timeLeft ?? false;
    this.#captionStyle = kept.captionStyle ?? {};
  }

  /** Notes the position, and keeps it: every few seconds, and `now` when the viewer may be about to leave. */
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
      // A site's own storage that fails must not stop the player.
    }
  }
}
