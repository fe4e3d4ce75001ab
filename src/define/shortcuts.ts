import { CfStreamShortcuts } from '../player/controls/shortcut-help.js';

if (!customElements.get('cf-stream-shortcuts')) customElements.define('cf-stream-shortcuts', CfStreamShortcuts);

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-shortcuts': CfStreamShortcuts;
  }
}

export { CfStreamShortcuts };
