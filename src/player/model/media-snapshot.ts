/**
 * What the controls draw: everything about a `<video>` that can be seen, taken at one moment. Holds no element, so
 * that drawing it never reads from a playing video.
 *
 * @since 0.1.0
 */
export interface MediaSnapshot {
  readonly paused: boolean;
  readonly ended: boolean;
  /** Whether it would play, but has nothing to play yet. */
  readonly waiting: boolean;
  /** Seconds from the start. */
  readonly currentTime: number;
  /** Seconds; `NaN` while unknown, `Infinity` for a live stream. */
  readonly duration: number;
  /** What is loaded: start and end of each range in seconds, in order. */
  readonly buffered: readonly (readonly [start: number, end: number])[];
  /** From when to when one may seek, in seconds; both 0 while that is not known. */
  readonly seekable: readonly [start: number, end: number];
  /** Where a live stream is joined, in seconds: some way behind the end of what is seekable; 0 for what is not live. */
  readonly livePosition: number;
  readonly muted: boolean;
  /** From 0 to 1, whether muted or not. */
  readonly volume: number;
  /** 1 is the speed it was recorded at. */
  readonly playbackRate: number;
  readonly fullscreen: boolean;
  readonly canFullscreen: boolean;
  readonly pictureInPicture: boolean;
  readonly canPictureInPicture: boolean;
}

/**
 * A video of which nothing is known yet.
 *
 * @since 0.1.0
 */
export const EMPTY_MEDIA: MediaSnapshot = {
  paused: true,
  ended: false,
  waiting: false,
  currentTime: 0,
  duration: Number.NaN,
  buffered: [],
  seekable: [0, 0],
  livePosition: 0,
  muted: false,
  volume: 1,
  playbackRate: 1,
  fullscreen: false,
  canFullscreen: false,
  pictureInPicture: false,
  canPictureInPicture: false,
};

/**
 * Whether it is a broadcast that goes on.
 *
 * @since 0.1.0
 */
export function isLive({ duration }: Pick<MediaSnapshot, 'duration'>): boolean {
  return duration === Infinity;
}

/**
 * From when to when one may seek, in seconds. The end of a broadcast is where it is joined. While the end is not known, it
 * is `Infinity`: whoever skips from the position may go on, and whoever needs a length has none.
 *
 * @since 0.1.0
 */
export function seekRange(
  media: Pick<MediaSnapshot, 'duration' | 'seekable' | 'livePosition'>,
): readonly [start: number, end: number] {
  const { duration, seekable, livePosition } = media;
  const [start, end] = isLive(media) ? [seekable[0], livePosition] : [0, duration];
  return end > 0 ? [start, end] : [0, Infinity];
}
