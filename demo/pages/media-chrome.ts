import 'media-chrome';
import 'media-chrome/menu';
import './player-page.js';
