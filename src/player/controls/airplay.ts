/** A `<video>` with WebKit's AirPlay method. */
interface AirPlayVideo extends HTMLVideoElement {
  webkitShowPlaybackTargetPicker?(): void;
}

/** WebKit's event that says whether an AirPlay device is available. */
interface AvailabilityEvent extends Event {
  readonly availability?: string;
}

/** Reports whether an AirPlay device is available, until the signal aborts. */
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

/** Opens the browser's AirPlay device picker. */
export function showAirPlay(video: AirPlayVideo | undefined): void {
  video?.webkitShowPlaybackTargetPicker?.();
}
