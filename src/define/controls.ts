import { CfStreamControls } from '../player/controls/controls.js';
import { CfStreamPlayerUi } from '../player/controls/player-ui.js';
import { CfStreamSeekBar } from '../player/controls/seek-bar/seek-bar.js';

// A page may include this script twice (a theme's and a plugin's copy): the first one wins, and nothing throws.
if (!customElements.get('cf-stream-seek-bar')) customElements.define('cf-stream-seek-bar', CfStreamSeekBar);
if (!customElements.get('cf-stream-controls')) customElements.define('cf-stream-controls', CfStreamControls);
if (!customElements.get('cf-stream-player-ui')) customElements.define('cf-stream-player-ui', CfStreamPlayerUi);

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-controls': CfStreamControls;
    'cf-stream-player-ui': CfStreamPlayerUi;
    'cf-stream-seek-bar': CfStreamSeekBar;
  }
}

export { CfStreamControls, CfStreamPlayerUi, CfStreamSeekBar };
