import { CfStreamUpload as Own } from './upload-class.js';

// A page may hold two copies of this script (a theme's and a plugin's): the first one wins, nothing is thrown, and both give
// its class away, so that what a site sets on the class counts.
const CfStreamUpload = (customElements.get('cf-stream-upload') ?? Own) as typeof Own;
if (CfStreamUpload === Own) customElements.define('cf-stream-upload', Own);
type CfStreamUpload = Own;

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-upload': CfStreamUpload;
  }
}

export * from './upload-class.js';
export { CfStreamUpload };
