/** One encoded track, cut into segments. */
export interface Rendition {
  /** Its folder: the rung of a video (`720`), the kilobits of an audio rendition (`128`). */
  readonly name: string;
  /** For `CODECS`, as RFC 6381 has it. */
  readonly codec: string;
  /** Bits per second of the largest segment. */
  readonly peakBitsPerSecond: number;
  /** Length of each segment in seconds. */
  readonly segments: readonly number[];
}

/** One quality of the picture. */
export interface VideoRendition extends Rendition {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
}

/** A sound beside the video's own. */
export interface AddedAudio extends Rendition {
  readonly label: string;
  readonly isDefault: boolean;
}

/** Renditions of a ready video, lowest quality first; `audio` is `null` for a silent one. */
export interface Renditions {
  readonly video: readonly VideoRendition[];
  readonly audio: Rendition | null;
  readonly addedAudio?: readonly AddedAudio[];
}
