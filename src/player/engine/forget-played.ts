import Hls, { type Fragment } from 'hls.js';

/** Distance behind the position at which a segment is no longer buffered, in seconds: more than the back buffer. */
const GONE_SECONDS = 180;

/**
 * Lets hls.js drop the statistics of segments that were played long ago and are no longer buffered: over hours, they
 * would be most of its memory.
 */
export function forgetPlayed(hls: Pick<Hls, 'on'>, video: Pick<HTMLVideoElement, 'currentTime'>): void {
  const known = new Set<Pick<Fragment, 'end' | 'stats'>>();
  hls.on(Hls.Events.FRAG_BUFFERED, (_event, { frag }) => {
    known.add(frag);
    for (const each of known) {
      if (each.end > video.currentTime - GONE_SECONDS) continue;
      // hls.js creates new ones if it fetches the segment again.
      Object.assign(each, { stats: null });
      known.delete(each);
    }
  });
}
