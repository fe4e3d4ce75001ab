import Hls from 'hls.js';
import type { EngineOptions } from './engine.js';

/** Safari tells whether there is a device to play to. */
interface AvailabilityEvent extends Event {
  readonly availability?: 'available' | 'not-available';
}

/**
 * Keeps AirPlay possible beside hls.js. WebKit sends no MediaSource to another device: it needs a source of its own
 * beside it, and `disableRemotePlayback`, which a ManagedMediaSource without such a source has to set, off. The URL
 * of that source holds a token, so it is there only while there is a device to play to.
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
  // hls.js takes all sources out of the <video> when it puts its own there.
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
