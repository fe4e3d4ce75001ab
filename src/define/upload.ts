import { CfStreamUpload, StreamError } from '../upload/stream-upload.js';
import { CfStreamUploadRow } from '../upload/view/upload-row.js';

// A page may hold two copies of this script (a theme's and a plugin's): the first one wins, and nothing is thrown.
if (!customElements.get('cf-stream-upload-row')) customElements.define('cf-stream-upload-row', CfStreamUploadRow);
if (!customElements.get('cf-stream-upload')) customElements.define('cf-stream-upload', CfStreamUpload);

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-upload': CfStreamUpload;
    'cf-stream-upload-row': CfStreamUploadRow;
  }
}

export { CfStreamUpload, StreamError };
export type {
  CreateUpload,
  FileInfo,
  StreamErrorCode,
  UploadAcceptDetail,
  UploadItemInfo,
  UploadLanguagePack,
  UploadMedia,
  UploadMetadata,
  UploadProgress,
  UploadProgressInfo,
  UploadState,
  UploadStatus,
  UploadTarget,
  UploadTexts,
  UploadWait,
} from '../upload/stream-upload.js';
