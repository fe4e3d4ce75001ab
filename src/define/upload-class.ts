import { CfStreamUpload as Own, StreamError } from '../upload/stream-upload.js';

// A name of this module's own: what is only passed on is bundled without the module that it comes through.
const CfStreamUpload = Own;
type CfStreamUpload = Own;

/** Time after which parts whose code did not come are asked for again, in milliseconds. */
const AGAIN_MS = 5_000;

// Code that the uploader loads when it is wanted. What sends files needs the texts, too, and the list where there may be
// several: all are asked for at once.
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
