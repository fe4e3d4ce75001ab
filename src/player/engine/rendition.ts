import { withinLimits } from '../delivery/resolution-limits.js';

/**
 * Quality that a video can be watched in.
 *
 * @since 0.1.0
 */
export interface Rendition {
  readonly id: string;
  /** Pixels; 0 where it is not known. */
  readonly width: number;
  /** Pixels; 0 where it is not known. */
  readonly height: number;
  /** Bits a second. */
  readonly bitrate: number;
  /** Frames a second; 0 where it is not known. */
  readonly frameRate: number;
  /** Whether it is the one that is being played. */
  readonly active: boolean;
}

/**
 * Language or version of the audio, as browsers with a list of audio tracks know it.
 *
 * @since 0.1.0
 */
export interface AudioTrack {
  readonly id: string;
  /** `main-desc` and `descriptions` for sound that also tells what is to be seen. */
  readonly kind: 'main' | 'alternative' | 'main-desc' | 'descriptions';
  readonly label: string;
  /** BCP 47 tag; empty if unknown. */
  readonly language: string;
  /** Set it to `true` to hear this one. */
  enabled: boolean;
}

/** Finds the best quality up to a height, by the shorter side in pixels; the lowest if there is none. */
export function preferredQuality(renditions: readonly Rendition[], max: number | undefined): Rendition | undefined {
  if (max === undefined) return undefined;
  return withinLimits(renditions, { max }).toSorted(
    (one, other) => other.height - one.height || other.bitrate - one.bitrate,
  )[0];
}
