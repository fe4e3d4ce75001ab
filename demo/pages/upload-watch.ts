import type { CfStreamUpload } from '../../src/define/upload.js';
import type { VideoLibrary } from './video-library.js';

/** Copies the uploader's progress into the library at once, without waiting for the next request to the server. */
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
    // An upload that is resumed after a reload fires no `created` event: it keeps its uid.
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
