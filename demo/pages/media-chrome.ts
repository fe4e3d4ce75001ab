import 'media-chrome';
import './player-page.js';
