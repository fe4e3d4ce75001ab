import type { CfStreamUpload } from '../../src/define/upload.js';
import type { VideoLibrary } from './video-library.js';

/**
 * Puts what the uploader says into the list at once, rather than at the next look at the server.
 *
 * @since 0.1.0
 */
export function watchUploads(upload: CfStreamUpload, library: VideoLibrary): void {
  let uid: string | null = null;
  const finish = () => {
    if (uid) library.setSent(uid, null);
    uid = null;
    void library.refresh();
  };
  upload.addEventListener('cf-stream-upload-created', ({ detail }) => {
    uid = detail.uid;
    library.setSent(uid, 0);
    void library.refresh();
  });
  upload.addEventListener('cf-stream-upload-progress', ({ detail }) => {
    // After a reload nothing is created: the upload goes on under the uid it had.
    uid ??= upload.value || null;
    if (uid) library.setSent(uid, detail.percent);
  });
  upload.addEventListener('cf-stream-upload-processing', ({ detail }) => {
    const isFirst = uid !== null;
    if (isFirst) finish();
    library.patch(detail.uid, { status: 'processing', percent: detail.percent });
  });
  for (const name of ['cf-stream-upload-ready', 'cf-stream-upload-error', 'cf-stream-upload-cancel'] as const) {
    upload.addEventListener(name, finish);
  }
}
