import type { CaptionStyle } from './caption-style.js';

/**
 * Preferences of a viewer for all players, and where they stopped watching. Everything may be missing.
 *
 * @since 0.1.0
 */
export interface ViewerPreferences {
  readonly volume?: number;
  readonly muted?: boolean;
  readonly playbackRate?: number;
  /** Language of the captions; `null` for none. */
  readonly captions?: string | null;
  /** Language of the sound; with `-x-ad` at its end for the version that also tells what is to be seen. */
  readonly audio?: string;
  /** Quality, by the shorter side of the picture in pixels; `null` where the player is to choose. */
  readonly quality?: number | null;
  /** Looks of the captions, of which only those that were chosen are there. */
  readonly captionStyle?: CaptionStyle;
  /** Whether the time shows how much is left. */
  readonly timeLeft?: boolean;
  /** Positions in seconds by the video's uid, the one watched last at the end. */
  readonly positions?: readonly (readonly [uid: string, seconds: number])[];
  /** What the line carried last, in bits a second: the next video begins in a quality that fits it. */
  readonly bandwidth?: number;
}

/**
 * Storage of preferences. A site gives its own to keep them elsewhere, with the viewer's account for instance.
 *
 * @since 0.1.0
 */
export interface ViewerMemory {
  read(): ViewerPreferences;
  write(preferences: ViewerPreferences): void;
}
