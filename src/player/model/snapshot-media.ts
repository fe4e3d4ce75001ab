/** Videos that were muted because the browser would not start them with sound. */
export const silencedVideos = new WeakSet<HTMLVideoElement>();

/**
 * Reads the state of a media element for the controls.
 *
 * @param host - Element that goes full screen.
 */
export function snapshotMedia(video: HTMLVideoElement, host: Element) {
  const { readyState } = video;
  // Asked too early, WebKit's GStreamer takes the position for the duration from then on.
  const isKnown = readyState >= HTMLMediaElement.HAVE_METADATA;
  const { controlsList } = video as { controlsList?: DOMTokenList | string };
  const isForbidden = String(controlsList).includes('nofullscreen');
  return {
    paused: video.paused,
    ended: video.ended,
    waiting: !video.paused && !video.ended && readyState < HTMLMediaElement.HAVE_FUTURE_DATA,
    currentTime: video.currentTime,
    duration: isKnown ? video.duration : NaN,
    buffered: isKnown ? listRanges(video.buffered) : [],
    seekable: isKnown ? reach(video.seekable) : ([0, 0] as const),
    muted: video.muted,
    silenced: video.muted && silencedVideos.has(video),
    volume: video.volume,
    playbackRate: video.playbackRate,
    fullscreen: host.matches(':fullscreen'),
    canFullscreen: !isForbidden && (host.ownerDocument.fullscreenEnabled || 'webkitEnterFullscreen' in video),
    pictureInPicture: isPictureInPicture(video),
    canPictureInPicture: host.ownerDocument.pictureInPictureEnabled && !video.disablePictureInPicture,
  };
}

/** Tells whether a video is shown in picture-in-picture. The document only knows the host of its shadow tree. */
export const isPictureInPicture = (video: HTMLVideoElement): boolean =>
  (video.getRootNode() as ShadowRoot).pictureInPictureElement === video;

/** Returns time ranges as pairs. */
export const listRanges = (ranges: TimeRanges): readonly (readonly [number, number])[] =>
  Array.from({ length: ranges.length }, (_, index) => [ranges.start(index), ranges.end(index)] as const);

const reach = (ranges: TimeRanges): readonly [number, number] =>
  ranges.length > 0 ? [ranges.start(0), ranges.end(ranges.length - 1)] : [0, 0];
