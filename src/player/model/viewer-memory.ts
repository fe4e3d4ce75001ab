import type { CaptionStyle } from './caption-style.js';

/**
 * A viewer's preferences for all players, and the positions where they left videos. Everything is optional.
 *
 * @since 0.1.0
 */
export interface ViewerPreferences {
  readonly volume?: number;
  readonly muted?: boolean;
  readonly playbackRate?: number;
  /** Language of the captions; `null` for no captions. */
  readonly captions?: string | null;
  /** Language of the audio, with `-x-ad` at its end for audio description. */
  readonly audio?: string;
  /** Quality by the shorter side in pixels; `null` for automatic selection. */
  readonly quality?: number | null;
  /** Caption style, only with the values that were chosen. */
  readonly captionStyle?: CaptionStyle;
  /** Whether the remaining time is shown. */
  readonly timeLeft?: boolean;
  /** Positions in seconds by video uid, the most recent last. */
  readonly positions?: readonly (readonly [uid: string, seconds: number])[];
  /** Last measured bandwidth in bits per second, from which the initial quality of the next video is chosen. */
  readonly bandwidth?: number;
}

/**
 * Storage of preferences. A site may provide its own to keep them elsewhere, for example in the viewer's account.
 *
 * @since 0.1.0
 */
export interface ViewerMemory {
  read(): ViewerPreferences;
  write(preferences: ViewerPreferences): void;
}
