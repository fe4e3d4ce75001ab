import { CfStreamCaptions } from '../player/controls/captions/captions.js';

if (!customElements.get('cf-stream-captions')) customElements.define('cf-stream-captions', CfStreamCaptions);

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-captions': CfStreamCaptions;
  }
}

export { CfStreamCaptions };
