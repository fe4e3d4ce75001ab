import type { ChromeHost } from '../player/controls/chrome-host.js';
import { attachChrome as attach } from '../player/controls/player-ui.js';
import { CfStreamControls } from '../player/controls/controls.js';
import { CfStreamSeekBar } from '../player/controls/seek-bar/seek-bar.js';

CfStreamControls.loadSettings = () => import('./settings.js');
// A page may hold two copies of this script (a theme's and a plugin's): the first one wins, and nothing is thrown.
if (!customElements.get('cf-stream-seek-bar')) customElements.define('cf-stream-seek-bar', CfStreamSeekBar);
if (!customElements.get('cf-stream-controls')) customElements.define('cf-stream-controls', CfStreamControls);

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-controls': CfStreamControls;
    'cf-stream-seek-bar': CfStreamSeekBar;
  }
}

/** Puts everything around a player's controls. What is seldom drawn comes when it is. */
export const attachChrome = (host: ChromeHost): void =>
  attach(host, { captions: () => import('./captions.js'), shortcuts: () => import('./shortcuts.js') });

export { CfStreamControls, CfStreamSeekBar };
