import { defineElement } from './define-element.js';
import { CfStreamUpload as Own } from './upload-class.js';

const CfStreamUpload = defineElement('cf-stream-upload', Own);
type CfStreamUpload = Own;

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-upload': CfStreamUpload;
  }
}

export * from './upload-class.js';
export { CfStreamUpload };
