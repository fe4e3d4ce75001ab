/** Facts read from a video before it is sent; `null` where one could not be read. */
export interface MediaFacts {
  /** Length in seconds. */
  readonly seconds: number | null;
  /** Width of the video as it is shown, in pixels. */
  readonly width: number | null;
  /** Height of the video as it is shown, in pixels. */
  readonly height: number | null;
  readonly hasAudio: boolean | null;
}

/** Facts of a file of which nothing could be read. */
export const NO_MEDIA_FACTS: MediaFacts = { seconds: null, width: null, height: null, hasAudio: null };
