import Hls from 'hls.js';
import type { EngineOptions } from './engine.js';

/** WebKit's event that says whether an AirPlay device is available. */
interface AvailabilityEvent extends Event {
  readonly availability?: 'available' | 'not-available';
}

/**
 * Keeps AirPlay possible with hls.js. WebKit cannot send a MediaSource to another device: it needs a `<source>` of its
 * own, with `disableRemotePlayback` off, which a ManagedMediaSource alone would need on. The URL of that source holds a
 * token, so it exists only while a device is available.
 *
 * @see https://webkit.org/blog/15036/how-to-use-media-source-extensions-with-airplay/
 */
export function offerAirPlay(
  { video, delivery }: Pick<EngineOptions, 'video' | 'delivery'>,
  hls: Pick<Hls, 'on' | 'off'>,
): { renew(): void; destroy(): void } {
  const { manifestUrl, urls } = delivery;
  const source = document.createElement('source');
  source.type = 'application/vnd.apple.mpegurl';
  let isAvailable = false;
  const renew = (): void => {
    if (!isAvailable) return;
    source.src = urls.withTokenAtHand(manifestUrl);
    if (!source.isConnected) video.append(source);
    video.disableRemotePlayback = false;
  };
  const changed = ({ availability }: AvailabilityEvent): void => {
    isAvailable = availability === 'available';
    if (isAvailable) renew();
    else source.remove();
  };
  video.addEventListener('webkitplaybacktargetavailabilitychanged', changed);
  // hls.js removes all `<source>` elements when it attaches its own.
  hls.on(Hls.Events.MEDIA_ATTACHED, renew);
  return {
    renew,
    destroy: () => {
      video.removeEventListener('webkitplaybacktargetavailabilitychanged', changed);
      hls.off(Hls.Events.MEDIA_ATTACHED, renew);
      source.remove();
    },
  };
}
