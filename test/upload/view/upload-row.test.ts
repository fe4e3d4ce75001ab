import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../../src/define/upload.js';
import '../../../src/define/upload-session.js';
import { startProgress } from '../../../src/upload/model/upload-progress.js';
import type { UploadState } from '../../../src/upload/model/upload-state.js';
import type { CfStreamUploadRow } from '../../../src/upload/view/upload-row.js';

describe('the thumbnail of a row', () => {
  let file: File;
  before(async () => {
    const clip = await (await fetch('/test/fixtures/clip-5s.mp4')).blob();
    file = new File([clip], 'holiday.mp4', { type: 'video/mp4' });
  });

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

  it('waits for the first bytes, and for the end of a fast upload, but no longer', async () => {
    const starting = await rowIn(uploading(0));
    const waiting = await rowIn(uploading(0, 'offline'));
    await waitUntil(isDrawn(waiting), 'it is not drawn while the upload waits');
    expect(isDrawn(starting)(), 'drawn before the first bytes').to.equal(false);

    starting.state = uploading(1e6);
    await waitUntil(isDrawn(starting), 'it is not drawn after the first bytes on an ordinary connection');

    const fast = await rowIn(uploading(400e6));
    const paused = await rowIn({ status: 'paused', file, uid: 'a', progress: startProgress(1e9) });
    await waitUntil(isDrawn(paused), 'it is not drawn during a pause');
    expect(isDrawn(fast)(), 'drawn while two seconds are left on a fast connection').to.equal(false);
    fast.state = { status: 'processing', file, uid: 'a', percent: null, watched: true };
    await waitUntil(isDrawn(fast), 'it is not drawn after the last byte');
  });

  it('disappears at once when the row shows another file', async () => {
    const row = await rowIn({ status: 'ready', file, uid: 'a' });
    await waitUntil(isDrawn(row), 'it is not drawn');
    row.file = new File([file], 'another.mp4', { type: 'video/mp4' });
    row.state = uploading(0);
    await row.updateComplete;
    await row.updateComplete; // the frame is removed in a second update
    expect(isDrawn(row)()).to.equal(false);
    row.state = uploading(1e6);
    await waitUntil(isDrawn(row), 'that of the other file is not drawn');
  });
});
