/**
 * Reads what there is to draw from a media element.
 *
 * @param host - The element that goes to full screen.
 * @since 0.1.0
 */
export function readMedia(video: HTMLVideoElement, host: Element) {
  const { buffered, seekable } = video;
  // In the markup, or through the list of the browsers that have one.
  const isForbidden = [host, video].some((element) => element.getAttribute('controlslist')?.includes('nofullscreen'));
  return {
    paused: video.paused,
    ended: video.ended,
    waiting: !video.paused && !video.ended && video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA,
    currentTime: video.currentTime,
    duration: video.duration,
    buffered: Array.from({ length: buffered.length }, (_, index) => [buffered.start(index), buffered.end(index)] as const),
    seekable: (seekable.length > 0 ? [seekable.start(0), seekable.end(seekable.length - 1)] : [0, 0]) as readonly [number, number],
    muted: video.muted,
    volume: video.volume,
    playbackRate: video.playbackRate,
    fullscreen: host.matches(':fullscreen'),
    canFullscreen: !isForbidden && (document.fullscreenEnabled || 'webkitEnterFullscreen' in video),
    pictureInPicture: document.pictureInPictureElement === video,
    canPictureInPicture: document.pictureInPictureEnabled && !video.disablePictureInPicture,
  };
}
