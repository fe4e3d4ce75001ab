import { CfStreamSettings } from '../player/controls/settings/settings-menu.js';

if (!customElements.get('cf-stream-settings')) customElements.define('cf-stream-settings', CfStreamSettings);

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-settings': CfStreamSettings;
  }
}

export { CfStreamSettings };
