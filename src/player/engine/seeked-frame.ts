/** A frame so near to a position, in seconds, is one of it. */
const NEAR_SECONDS = 1;
/** Where a frame has not said that it is there, so many milliseconds after the seek it will be. */
const GRACE_MS = 500;

/**
 * Calls once a seek is over and the frame that it led to is drawn: `seeked` comes a moment before or after that.
 *
 * @param time - Where it leads, in seconds.
 * @since 0.1.0
 */
export function whenDrawn(video: HTMLVideoElement, time: number, signal: AbortSignal, then: () => void): void {
  let isSought = false;
  let isDrawn = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    clearTimeout(timer);
    if (!signal.aborted) then();
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  video.addEventListener(
    'seeked',
    () => {
      isSought = true;
      if (isDrawn) tell();
      else timer = setTimeout(tell, GRACE_MS);
    },
    { once: true, signal },
  );
  const onFrame = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
    if (signal.aborted) return;
    // The first frames may be of the beginning of the video, before the seek leads anywhere.
    isDrawn = Math.abs(mediaTime - time) < NEAR_SECONDS;
    if (isDrawn && isSought) tell();
    else video.requestVideoFrameCallback(onFrame);
  };
  if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(onFrame);
}
