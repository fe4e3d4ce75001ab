/**
 * State of a `<video>` at one moment, as the controls draw it. Holds no element, so that rendering never reads from a
 * playing video.
 */
export interface MediaSnapshot {
  readonly paused: boolean;
  readonly ended: boolean;
  /** Whether it should play but has no data. */
  readonly waiting: boolean;
  /** Seconds from the start. */
  readonly currentTime: number;
  /** Seconds; `NaN` while unknown, `Infinity` for a live stream. */
  readonly duration: number;
  /** Start and end of each buffered range in seconds, in order. */
  readonly buffered: readonly (readonly [start: number, end: number])[];
  /** Seekable range in seconds; both 0 while unknown. */
  readonly seekable: readonly [start: number, end: number];
  /**
   * Position at which a live stream is joined, in seconds: somewhat behind the end of the seekable range; 0 if not
   * live.
   */
  readonly livePosition: number;
  /** Whether it has played or somebody has sought; before that, poster and large play button are shown. */
  readonly hasBegun: boolean;
  readonly muted: boolean;
  /** Whether it was muted because the browser would not start it with sound. */
  readonly silenced: boolean;
  /** Volume from 0 to 1, even while muted. */
  readonly volume: number;
  /** Playback rate; 1 is normal. */
  readonly playbackRate: number;
  readonly fullscreen: boolean;
  readonly canFullscreen: boolean;
  readonly pictureInPicture: boolean;
  readonly canPictureInPicture: boolean;
}

/** Snapshot of a video about which nothing is known yet. */
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

/** Tells whether the video is a live stream. */
export function isLive({ duration }: Pick<MediaSnapshot, 'duration'>): boolean {
  return duration === Infinity;
}

/**
 * Returns the range in which viewers may seek, in seconds. A live stream ends where it is joined. An unknown end is
 * `Infinity`: skipping is possible then, but nothing that needs a duration.
 */
export function seekRange(
  media: Pick<MediaSnapshot, 'duration' | 'seekable' | 'livePosition'>,
): readonly [start: number, end: number] {
  const { duration, seekable, livePosition } = media;
  const [start, end] = isLive(media) ? [seekable[0], livePosition] : [0, duration];
  return end > 0 ? [start, end] : [0, Infinity];
}
