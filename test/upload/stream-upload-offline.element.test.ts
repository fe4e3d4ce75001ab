import { expect, waitUntil } from '@open-wc/testing';
import '../../src/define/upload.js';
import type { CfStreamUpload } from '../../src/define/upload.js';
import { FakeUpload, fakeVideo, sha256 } from '../harness/fake-upload.js';
import { goOffline, goOnline, resetNetwork } from '../harness/net.js';
import { announced, chooseFile, PATIENCE, textOf, untilStatus, uploader } from '../harness/upload-element.js';

const MiB = 1_048_576;

describe('<cf-stream-upload> offline', () => {
  // Only Chromium can be taken offline from a test.
  if (!navigator.userAgent.includes('Chrome')) return;

  afterEach(resetNetwork);

  it('waits, says so, and resumes by itself when the network is back', async () => {
    const fake = new FakeUpload();
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, times: 1, holdAfter: 1 });
    const upload = await uploader(fake);
    const file = fakeVideo(12 * MiB);
    chooseFile(upload, file);
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    await goOffline('*://*:*/fake/*/tus/*');
    await fake.release();
    await waitUntil(
      () => upload.state.status === 'uploading' && upload.state.waiting === 'offline',
      'does not notice',
      PATIENCE,
    );
    await untilStatus(upload, 'uploading');
    expect(textOf(upload)).to.contain("You're offline.");
    expect(announced(upload)).to.contain("You're offline.");
    await expect(upload).to.be.accessible();
    await goOnline();
    await untilStatus(upload, 'ready');
    const { uploads } = await fake.log();
    expect(uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
  });
});

describe('<cf-stream-upload> behind a service worker that answers with fetch', () => {
  let fake: FakeUpload;
  let upload: CfStreamUpload;
  let close: () => Promise<unknown>;
  beforeEach(async () => {
    fake = new FakeUpload();
    const opened = await fake.openBehindWorker();
    close = opened.close;
    upload = opened.frame.contentDocument!.querySelector('cf-stream-upload')!;
    upload.chunkSize = 5 * MiB;
    expect(opened.frame.contentWindow!.navigator.serviceWorker.controller, 'no worker has the page').not.to.equal(null);
  });
  afterEach(() => close());

  it('shows each chunk that has arrived, though nothing is reported while the next is on its way, and sends each once', async () => {
    const file = fakeVideo(12 * MiB);
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, times: 1, holdAfter: 1 });
    chooseFile(upload, file);
    await waitUntil(async () => (await fake.log()).held === 1, 'the second chunk was not sent', PATIENCE);
    await waitUntil(() => upload.progress?.sentBytes === 5 * MiB, 'the first chunk is not counted', PATIENCE);
    await fake.release();
    await untilStatus(upload, 'ready');
    const { uploads, requests } = await fake.log();
    expect(uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
    expect(requests.filter(({ method }) => method === 'PATCH')).to.have.length(3);
  });

  it('goes on after a pause in the middle of a chunk, though that may go on in the worker', async () => {
    const file = fakeVideo(12 * MiB);
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, times: 1, holdAfter: 1 });
    chooseFile(upload, file);
    await waitUntil(async () => (await fake.log()).held === 1, 'the second chunk was not sent', PATIENCE);
    upload.pause();
    expect(upload.state.status).to.equal('paused');
    await fake.release();
    upload.resume();
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
  });

  it('goes on where the connection between worker and server is cut', async () => {
    const file = fakeVideo(12 * MiB);
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, times: 1, resetAfter: MiB });
    chooseFile(upload, file);
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
  });
});
