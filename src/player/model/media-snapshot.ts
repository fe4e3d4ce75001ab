/**
 * State of a `<video>` at one moment, as the controls draw it. Holds no element, so that drawing it never reads from a
 * playing video.
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
  /** Start and end of each loaded range in seconds, in order. */
  readonly buffered: readonly (readonly [start: number, end: number])[];
  /** Range in which one may seek, in seconds; both 0 while that is not known. */
  readonly seekable: readonly [start: number, end: number];
  /**
   * Position at which a live stream is joined, in seconds: some way behind the end of what is seekable; 0 for what is
   * not live.
   */
  readonly livePosition: number;
  /** Whether it was played, or sought by somebody; before that, there are poster and large play button. */
  readonly hasBegun: boolean;
  readonly muted: boolean;
  /** Whether it is muted because the browser would not have let it begin with sound. */
  readonly silenced: boolean;
  /** Volume from 0 to 1, whether muted or not. */
  readonly volume: number;
  /** Speed; 1 is normal. */
  readonly playbackRate: number;
  readonly fullscreen: boolean;
  readonly canFullscreen: boolean;
  readonly pictureInPicture: boolean;
  readonly canPictureInPicture: boolean;
}

/** Snapshot of a video of which nothing is known yet. */
export const EMPTY_MEDIA: MediaSnapshot = {
  paused: true,
  ended: false,
  waiting: false,
  currentTime: 0,
  duration: Number.NaN,
  buffered: [],
  seekable: [0, 0],
  livePosition: 0,
  hasBegun: false,
  muted: false,
  silenced: false,
  volume: 1,
  playbackRate: 1,
  fullscreen: false,
  canFullscreen: false,
  pictureInPicture: false,
  canPictureInPicture: false,
};

/** Tells whether it is a broadcast that goes on. */
export function isLive({ duration }: Pick<MediaSnapshot, 'duration'>): boolean {
  return duration === Infinity;
}

/**
 * Gives the range in which one may seek, in seconds. The end of a broadcast is where it is joined. While the end is not
 * known, it is `Infinity`: whoever skips from the position may go on, and whoever needs a length has none.
 */
export function seekRange(
  media: Pick<MediaSnapshot, 'duration' | 'seekable' | 'livePosition'>,
): readonly [start: number, end: number] {
  const { duration, seekable, livePosition } = media;
  const [start, end] = isLive(media) ? [seekable[0], livePosition] : [0, duration];
  return end > 0 ? [start, end] : [0, Infinity];
}
