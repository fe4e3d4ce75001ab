import Hls, { type Fragment } from 'hls.js';

/** Distance behind the viewer at which a segment is buffered no longer, in seconds: more than what is kept there. */
const GONE_SECONDS = 180;

/**
 * Lets hls.js forget how each segment came once that was played long ago and is buffered no longer: over hours, that would be
 * most of what it keeps.
 */
export function forgetPlayed(hls: Pick<Hls, 'on'>, video: Pick<HTMLVideoElement, 'currentTime'>): void {
  const known = new Set<Pick<Fragment, 'end' | 'stats'>>();
  hls.on(Hls.Events.FRAG_BUFFERED, (_event, { frag }) => {
    known.add(frag);
    for (const each of known) {
      if (each.end > video.currentTime - GONE_SECONDS) continue;
      // It makes new ones where it fetches the segment again.
      Object.assign(each, { stats: null });
      known.delete(each);
    }
  });
}
