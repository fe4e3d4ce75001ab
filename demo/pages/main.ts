import { CfStreamPlayer } from '../../src/define/player.js';
import { CfStreamUpload } from '../../src/define/upload.js';
import { enableCopyButtons } from './copy-code.js';
import { find } from './dom.js';
import { Meter } from './meter.js';
import { NowShowing } from './now-showing.js';
import { Thumbnails } from './thumbnails.js';
import { enableTrials } from './upload-trials.js';
import { watchUploads } from './upload-watch.js';
import { VideoLibrary } from './video-library.js';
import { VideoList } from './video-list.js';

const player = find('#player', CfStreamPlayer);
const library = new VideoLibrary();
const showing = new NowShowing(player, library);
const streamOrigin = player.getAttribute('delivery-origin') ?? '';
const thumbnails = new Thumbnails(streamOrigin);
const list = new VideoList(library, thumbnails, (uid) => showing.choose(uid));

showing.addEventListener('change', () => list.mark(showing.uid));
watchUploads(find('#upload', CfStreamUpload), library);
enableCopyButtons();
enableTrials(streamOrigin);
new Meter(player);
library.start();
showing.start();
