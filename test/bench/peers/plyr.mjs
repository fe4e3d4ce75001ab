import Hls from 'hls.js';
import Plyr from 'plyr';

/** Plays, or waits for somebody to press play. */
export function start(master, autoplay) {
  const video = document.querySelector('video');
  const hls = new Hls();
  hls.attachMedia(video);
  const player = new Plyr(video, { autoplay, iconUrl: '/peers/plyr.svg' });
  const load = () => hls.loadSource(master);
  if (autoplay) {
    load();
    void player.play();
  } else player.once('play', load);
}
