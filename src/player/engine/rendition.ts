import { withinLimits } from '../delivery/resolution-limits.js';

/**
 * Rendition (quality) of a video.
 *
 * @since 0.1.0
 */
export interface Rendition {
  readonly id: string;
  /** Width in pixels; 0 if unknown. */
  readonly width: number;
  /** Height in pixels; 0 if unknown. */
  readonly height: number;
  /** Bits per second. */
  readonly bitrate: number;
  /** Frames per second; 0 if unknown. */
  readonly frameRate: number;
  /** Whether it is being played. */
  readonly active: boolean;
}

/**
 * Audio track: a language, or a version such as audio description.
 *
 * @since 0.1.0
 */
export interface AudioTrack {
  readonly id: string;
  /** Kind of the track; `main-desc` and `descriptions` are audio description. */
  readonly kind: 'main' | 'alternative' | 'main-desc' | 'descriptions';
  readonly label: string;
  /** BCP 47 tag; empty if unknown. */
  readonly language: string;
  /** Whether it is selected; set it to `true` to select it. */
  enabled: boolean;
}

/** Finds the best quality up to a height, by the shorter side in pixels; the lowest if there is none. */
export function preferredQuality(renditions: readonly Rendition[], max: number | undefined): Rendition | undefined {
  if (max === undefined) return undefined;
  return withinLimits(renditions, { max }).toSorted(
    (one, other) => other.height - one.height || other.bitrate - one.bitrate,
  )[0];
}
