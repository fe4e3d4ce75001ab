/** What WebKit has on a `<video>` for playing on another device. */
interface AirPlayVideo extends HTMLVideoElement {
  webkitShowPlaybackTargetPicker?(): void;
}

/** WebKit's news of whether there is such a device. */
interface AvailabilityEvent extends Event {
  readonly availability?: string;
}

/**
 * Calls back with whether there is a device to play on, until the signal ends it.
 *
 * @since 0.1.0
 */
export function onAirPlayAvailability(
  video: HTMLVideoElement,
  listener: (isAvailable: boolean) => void,
  signal: AbortSignal,
): void {
  video.addEventListener(
    'webkitplaybacktargetavailabilitychanged',
    (event) => listener((event as AvailabilityEvent).availability === 'available'),
    { signal },
  );
}

/**
 * Lets the viewer choose a device to play on.
 *
 * @since 0.1.0
 */
export function showAirPlay(video: AirPlayVideo | undefined): void {
  video?.webkitShowPlaybackTargetPicker?.();
}
