import { parseStartTime } from '../delivery/start-time.js';
import { browserMemory, withPosition, type ViewerMemory, type ViewerPreferences } from './preference-storage.js';
import type { CaptionTracks } from './captions/caption-tracks.js';
import {
  CAPTION_BACKGROUNDS,
  CAPTION_COLORS,
  CAPTION_SIZES,
  CAPTION_STYLE,
  type CaptionStyle,
} from './settings/choices.js';
import type { ChromeHost, ChromeHostClass } from './chrome-host.js';

/** A position is kept again after so many seconds of video. */
const POSITION_STEP = 5;
/** Who is nearer to the end than this has seen it, in seconds. */
const SEEN_BEFORE_END = 10;

/**
 * Gives a player what its viewer has chosen before, and keeps what they choose. All of it goes through one
 * {@link ViewerMemory}, which a site may replace or take away.
 *
 * @since 0.1.0
 */
export class Preferences {
  readonly #host: ChromeHost;
  readonly #captions: CaptionTracks;
  #keptAt = 0;

  constructor(host: ChromeHost, captions: CaptionTracks) {
    this.#host = host;
    this.#captions = captions;
  }

  /** Sets what was kept. What the markup says about sound goes before it. */
  restore(): CaptionStyle {
    const host = this.#host;
    const kept = this.#memory?.read() ?? {};
    if (typeof kept.volume === 'number' && host.volume === 1) host.volume = kept.volume;
    if (kept.muted === true) host.muted = true;
    if (typeof kept.playbackRate === 'number' && host.playbackRate === 1) {
      // A new source starts at the default one.
      host.defaultPlaybackRate = kept.playbackRate;
      host.playbackRate = kept.playbackRate;
    }
    const language = kept.captions ?? host.getAttribute('default-text-track');
    if (kept.captions !== undefined || language !== null) this.#captions.want(kept.captions === null ? null : language);
    return toCaptionStyle(kept.captionStyle);
  }

  /** Where this video is to begin: where it was left, or where the page says. */
  startTime(): number | undefined {
    const host = this.#host;
    const named = host.getAttribute('start-time');
    const kept = host.hasAttribute('remember-position')
      ? this.#memory?.read().positions?.find(([uid]) => uid === host.uid)?.[1]
      : undefined;
    return kept ?? (named === null ? undefined : parseStartTime(named));
  }

  /** Keeps what the viewer has just chosen, and nothing that the page or the video has brought about. */
  save(chosen: ViewerPreferences): void {
    this.#change((kept) => ({ ...kept, ...chosen }));
  }

  /** Keeps the position: every few seconds, and `now` when the viewer may be about to leave. */
  keepPosition(now: boolean): void {
    const host = this.#host;
    const { uid, currentTime, duration } = host;
    if (!host.hasAttribute('remember-position') || uid === undefined || !Number.isFinite(duration)) return;
    if (!now && Math.abs(currentTime - this.#keptAt) < POSITION_STEP) return;
    this.#keptAt = currentTime;
    const isSeen = currentTime < 1 || currentTime > duration - SEEN_BEFORE_END;
    this.#change((kept) => withPosition(kept, uid, isSeen ? null : currentTime));
  }

  get #memory(): ViewerMemory | null {
    const { memory } = this.#host;
    if (memory !== undefined) return memory;
    const shared = (this.#host.constructor as unknown as ChromeHostClass).memory;
    return shared === undefined ? browserMemory : shared;
  }

  #change(change: (kept: ViewerPreferences) => ViewerPreferences): void {
    const memory = this.#memory;
    memory?.write(change(memory.read()));
  }
}

/** Only what is one of ours: what was kept may be older, or somebody else's. */
function toCaptionStyle(kept: Readonly<Record<string, string | number>> = {}): CaptionStyle {
  return {
    size: CAPTION_SIZES.find((size) => size === kept.size) ?? CAPTION_STYLE.size,
    color: CAPTION_COLORS.find((color) => color === kept.color) ?? CAPTION_STYLE.color,
    background: CAPTION_BACKGROUNDS.find((kind) => kind === kept.background) ?? CAPTION_STYLE.background,
  };
}
