import { defineElement } from './define-element.js';
import { CfStreamPlayer as Own } from './player-class.js';
import { requestPosters } from '../player/early-posters.js';

requestPosters();
const CfStreamPlayer = defineElement('cf-stream-player', Own);
type CfStreamPlayer = Own;

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-player': CfStreamPlayer;
  }
}

export * from './player-class.js';
export { CfStreamPlayer };
