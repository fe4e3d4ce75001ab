import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../../src/define/upload.js';
import '../../../src/define/upload-session.js';
import { startProgress } from '../../../src/upload/model/upload-progress.js';
import type { UploadState } from '../../../src/upload/model/upload-state.js';
import type { CfStreamUploadRow } from '../../../src/upload/view/upload-row.js';

describe('the thumbnail of a row', () => {
  it('is not drawn before the first bytes, nor while a fast connection sends all in seconds, but as soon as nothing is urgent', async () => {
    const clip = await (await fetch('/test/fixtures/clip-5s.mp4')).blob();
    const file = new File([clip], 'holiday.mp4', { type: 'video/mp4' });
    /** State of the upload a second after its first byte. */
    const uploading = (sentBytes: number, waiting: 'offline' | null = null): UploadState => ({
      status: 'uploading',
      file,
      uid: 'a',
      progress: {
        ...startProgress(1e9),
        sentBytes,
        samples: sentBytes
          ? [
              { atMs: 0, bytes: 0 },
              { atMs: 1_000, bytes: sentBytes },
            ]
          : [],
      },
      waiting,
    });
    const rowIn = (state: UploadState): Promise<CfStreamUploadRow> =>
      fixture<CfStreamUploadRow>(html`<cf-stream-upload-row .file=${file} .state=${state}></cf-stream-upload-row>`);
    const isDrawn = (row: CfStreamUploadRow) => (): boolean => !row.shadowRoot!.querySelector('canvas')!.hidden;

    const starting = await rowIn(uploading(0));
    const waiting = await rowIn(uploading(0, 'offline'));
    await waitUntil(isDrawn(waiting), 'it is not drawn while the upload waits');
    expect(isDrawn(starting)(), 'drawn before the first bytes').to.equal(false);

    starting.state = uploading(1e6);
    await waitUntil(isDrawn(starting), 'it is not drawn after the first bytes on an ordinary connection');

    const fast = await rowIn(uploading(400e6));
    expect(isDrawn(fast)(), 'drawn while two seconds are left on a fast connection').to.equal(false);
    fast.state = { status: 'processing', file, uid: 'a', percent: null, watched: true };
    await waitUntil(isDrawn(fast), 'it is not drawn after the last byte');
  });
});
