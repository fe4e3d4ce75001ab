import '../../src/define/player.js';
import { uidInAddress } from './address.js';
import { listVideos } from './api.js';
import { find, setText } from './dom.js';

const player = find('cf-stream-player', HTMLElement);
const message = find('#message', HTMLElement);

/** What the address names, otherwise the newest video that can be watched. */
async function chooseVideo(): Promise<void> {
  const named = uidInAddress();
  if (named) {
    player.setAttribute('src', named);
    return;
  }
  try {
    const newest = (await listVideos()).find(({ status }) => status === 'ready');
    if (newest) player.setAttribute('src', newest.uid);
    else setText(message, 'There is no video to play yet.');
  } catch {
    setText(message, 'The server does not answer. Reload the page to try again.');
  }
}

void chooseVideo();
