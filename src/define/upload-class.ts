import { CfStreamUpload as Own, StreamError } from '../upload/stream-upload.js';

// Own binding: a plain re-export would let the bundler drop this module.
const CfStreamUpload = Own;
type CfStreamUpload = Own;

/** Delay before parts whose code failed to load are requested again, in milliseconds. */
const AGAIN_MS = 5_000;

// Code that the uploader loads on demand. Sending also needs the texts and, where several files are allowed, the list:
// all are requested at once.
const languages = (): Promise<typeof import('../upload/strings/languages.js')> =>
  import('../upload/strings/languages.js');
CfStreamUpload.loaders = {
  languages,
  session: (multiple) => {
    languages().catch(() => undefined);
    const session = import('./upload-session.js');
    return Promise.all(multiple ? [session, import('../upload/view/upload-list.js')] : [session]);
  },
  parts: (uploader) => {
    if (uploader.late) return;
    const add = (code: Promise<{ addTo(uploader: CfStreamUpload): unknown }>): void =>
      void code.then(
        ({ addTo }) => addTo(uploader),
        () => {
          uploader.late ||= setTimeout(() => {
            uploader.late = 0;
            uploader.requestUpdate();
          }, AGAIN_MS);
        },
      );
    if (uploader.record) add(import('../upload/recording/upload-recorder.js'));
    if (uploader.thumbnailEndpoint && uploader.items.length) add(import('../upload/thumbnail/thumbnail-picker.js'));
  },
};

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
