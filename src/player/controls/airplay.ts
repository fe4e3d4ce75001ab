/** A `<video>` of WebKit's, which can play on another device. */
interface AirPlayVideo extends HTMLVideoElement {
  webkitShowPlaybackTargetPicker?(): void;
}

/** WebKit's news of whether there is such a device. */
interface AvailabilityEvent extends Event {
  readonly availability?: string;
}

/** Listens for whether there is a device to play on, until the signal ends it. */
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

/** Opens the browser's list of devices to play on. */
export function showAirPlay(video: AirPlayVideo | undefined): void {
  video?.webkitShowPlaybackTargetPicker?.();
}
