import { CfStreamPlayer as Own } from './player-class.js';

// A page may hold two copies of this script (a theme's and a plugin's): the first one wins, nothing is thrown, and both give
// its class away, so that what a site sets on the class counts.
const CfStreamPlayer = (customElements.get('cf-stream-player') ?? Own) as typeof Own;
if (CfStreamPlayer === Own) customElements.define('cf-stream-player', Own);
type CfStreamPlayer = Own;

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-player': CfStreamPlayer;
  }
}

export * from './player-class.js';
export { CfStreamPlayer };
