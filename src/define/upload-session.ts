import { CfStreamUploadRow } from '../upload/view/upload-row.js';

// A page may include this script twice (a theme's and a plugin's copy): the first one wins, and nothing throws.
if (!customElements.get('cf-stream-upload-row')) customElements.define('cf-stream-upload-row', CfStreamUploadRow);

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-upload-row': CfStreamUploadRow;
  }
}

export { uploadTexts } from '../upload/strings/texts.js';
export { UploadSession } from '../upload/upload-session.js';
