import { CfStreamPlayer } from '../../src/define/player.js';
import { uidFromUrl } from './page-url.js';
import { listVideos } from './api.js';
import { find, setText } from './dom.js';

const player = find('cf-stream-player', HTMLElement);
const message = find('#message', HTMLElement);

/** Gives the player the video in the URL, otherwise the newest one that is ready. */
async function selectVideo(): Promise<void> {
  const uidInUrl = uidFromUrl();
  if (uidInUrl) {
    player.setAttribute('src', uidInUrl);
    return;
  }
  try {
    const newest = (await listVideos()).find(({ status }) => status === 'ready');
    if (newest) player.setAttribute('src', newest.uid);
    else setText(message, 'No video yet.');
  } catch {
    setText(message, 'Can’t reach the server. Reload the page to try again.');
  }
}

/** Puts the text of the captions under the player as soon as there are any. */
player.addEventListener('loadedmetadata', () => {
  if (document.querySelector('cf-stream-transcript') || !(player instanceof CfStreamPlayer)) return;
  const { textTracks } = player;
  const show = (): void => {
    if (textTracks.length === 0 || document.querySelector('cf-stream-transcript')) return;
    const transcript = document.createElement('cf-stream-transcript');
    transcript.setAttribute('for', player.id);
    message.before(transcript);
    void import('../../src/define/transcript.js');
  };
  textTracks.addEventListener('addtrack', show);
  show();
});

void selectVideo();
