/** Sound in two channels, samples between −1 and 1. */
export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** Samples a second. */
export const SAMPLE_RATE = 48_000;
