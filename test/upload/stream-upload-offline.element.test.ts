import { expect, waitUntil } from '@open-wc/testing';
import '../../src/define/upload.js';
import type { CfStreamUpload } from '../../src/define/upload.js';
import * as RETRY from '../../src/upload/model/retry-limits.js';
import { FakeUpload, fakeVideo, sha256 } from '../harness/fake-upload.js';
import { failRequests, goOffline, goOnline, resetNetwork } from '../harness/net.js';
import { shortenWaits } from '../harness/short-waits.js';
import {
  announced,
  chooseFile,
  chooseFiles,
  PATIENCE,
  textOf,
  untilStatus,
  uploader,
} from '../harness/upload-element.js';

const MiB = 1_048_576;
const { stallMs } = RETRY;

describe('<cf-stream-upload> offline', () => {
  // Only Chromium can be taken offline from a test.
  if (!navigator.userAgent.includes('Chrome')) return;

  let endShort: () => void;
  beforeEach(() => {
    endShort = shortenWaits();
  });
  afterEach(() => endShort());
  afterEach(resetNetwork);

  it('says that it is offline, waits, and resumes by itself when the network is back', async () => {
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
    expect(textOf(upload)).to.contain('You’re offline.');
    expect(announced(upload)).to.contain('You’re offline.');
    await expect(upload).to.be.accessible();
    await goOnline();
    await untilStatus(upload, 'ready');
    const { uploads } = await fake.log();
    expect(uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
  });

  it('sends a queue of twelve after an outage and a 503 in createUpload, without an error', async () => {
    const fake = new FakeUpload();
    const upload = await uploader(fake);
    Object.assign(upload, { multiple: true, endpoint: '' });
    const refusals = [503];
    let outage: Promise<void> | undefined;
    let [made, lost] = [0, 0];
    upload.createUpload = async ({ size }, _metadata, signal) => {
      const status = refusals.pop();
      if (status) throw Object.assign(new Error('The site is busy.'), { status });
      // Right before a file, however fast they are: later, all of them might have been requested already.
      if ((made += 1) > 6) await (outage ??= goOffline('*://*:*/fake/*'));
      const headers = { 'Upload-Length': `${size}` };
      return fetch(fake.endpoint, { method: 'POST', headers, signal }).catch((error: unknown) => {
        lost += 1;
        throw error;
      });
    };
    const said: string[] = [];
    upload.addEventListener('cf-stream-upload-error', ({ detail }) => said.push(detail.error.code));
    const states = (): string[] =>
      upload.items.map(({ state }) => (state.status === 'uploading' ? `${state.waiting}` : state.status));
    await upload.updateComplete;
    const files = Array.from({ length: 12 }, (_, at) => fakeVideo(MiB + at, `${at}.mp4`, at + 1));
    chooseFiles(upload, files);
    await waitUntil(() => lost > 0 && states().includes('offline'), 'does not notice', PATIENCE);
    await goOnline();
    await waitUntil(() => states().every((state) => state === 'ready'), 'not all arrive', PATIENCE);
    const { uploads } = await fake.log();
    const wanted = await Promise.all(files.map(sha256));
    const whole = uploads.filter(({ offset, size }) => offset === size);
    expect(whole.map((one) => one.sha256).sort()).to.deep.equal(wanted.sort());
    expect(said).to.deep.equal([]);
  });

  for (const [what, exposed] of [
    ['none of its headers', ''],
    ['its headers but for Upload-Offset', 'Tus-Resumable, Upload-Length'],
    ['its headers but for Upload-Length', 'Tus-Resumable, Upload-Offset'],
  ] as const)
    it(`reports a host that exposes ${what}, and asks for no other upload URL`, async () => {
      const host = 'https://upload.example/';
      const headers = { 'tus-resumable': '1.0.0', 'upload-length': `${MiB}`, 'upload-offset': '0' };
      const names = { 'access-control-expose-headers': exposed };
      await failRequests({ glob: `${host}**`, status: 200, headers: { ...headers, ...(exposed && names) } });
      const upload = await uploader(new FakeUpload());
      let made = 0;
      upload.createUpload = () => {
        made += 1;
        return Promise.resolve({ uploadURL: `${host}${made}`, uid: `video-${made}` });
      };
      const said: string[] = [];
      upload.addEventListener('cf-stream-upload-error', ({ detail: { error } }) =>
        said.push(`${error.code}: ${error.message}`),
      );
      chooseFile(upload, fakeVideo(MiB));
      await waitUntil(() => said.length > 0, 'is not told', PATIENCE);
      await upload.updateComplete;
      expect(said.join()).to.match(/^UPLOAD_UNREACHABLE: .*"Upload-Offset" and "Upload-Length" are not exposed/);
      expect(textOf(upload)).to.contain('Can’t reach the upload server. Still trying…');
      expect([upload.state.status, made]).to.deep.equal(['uploading', 1]);
      await expect(upload).to.be.accessible();
    });
});

describe('<cf-stream-upload> behind a service worker', () => {
  let fake: FakeUpload;
  let upload: CfStreamUpload;
  let close: () => Promise<unknown>;
  let view: Window & typeof globalThis;
  beforeEach(async () => {
    fake = new FakeUpload();
    const opened = await fake.openBehindWorker();
    close = opened.close;
    view = opened.frame.contentWindow as Window & typeof globalThis;
    shortenWaits(view);
    upload = opened.frame.contentDocument!.querySelector('cf-stream-upload')!;
    upload.chunkSize = 5 * MiB;
    expect(opened.frame.contentWindow!.navigator.serviceWorker.controller, 'no worker has the page').not.to.equal(null);
  });
  afterEach(() => close());

  it('shows each chunk that has arrived, although no progress is reported, and sends each once', async () => {
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

  it('resumes after a pause within a chunk, although the worker may go on with that chunk', async () => {
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

  const count = async (wanted: string): Promise<number> =>
    (await fake.log()).requests.filter(({ method }) => method === wanted).length;
  const untilHeld = (what: string): Promise<void> =>
    waitUntil(async () => (await fake.log()).held === 1, what, PATIENCE);

  it('keeps a chunk that takes longer than the stall time while the server’s offset grows', async () => {
    // Half a second instead of two minutes: three in a row without a byte are more than this chunk may take.
    const { setTimeout: real } = view;
    view.setTimeout = ((callback: () => void, ms?: number) => real(callback, ms === stallMs ? 500 : ms)) as typeof real;
    const reported: number[] = [];
    upload.addEventListener('cf-stream-upload-progress', ({ detail }) => reported.push(detail.sentBytes));
    const file = fakeVideo(5 * MiB);
    await fake.fail({ method: 'PATCH', kind: 'tus', times: 1, holdEvery: MiB / 2 });
    chooseFile(upload, file);
    for (let at = 0; at < 7; at += 1) {
      await untilHeld(`nothing was sent after ${at} halves`);
      const before = await count('HEAD');
      await waitUntil(async () => (await count('HEAD')) > before, 'does not ask how much is there', PATIENCE);
      await fake.release();
    }
    expect(
      reported.filter((bytes) => bytes > 0 && bytes < file.size),
      'the browser reports nothing',
    ).to.deep.equal([]);
    await waitUntil(
      async () => {
        await fake.release();
        return upload.state.status === 'ready';
      },
      'does not arrive',
      PATIENCE,
    );
    expect((await fake.log()).uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
    expect(await count('PATCH'), 'sent once').to.equal(1);
  });

  it('gives up a chunk that stops arriving, and sends the rest', async () => {
    const { setTimeout: real } = view;
    view.setTimeout = ((callback: () => void, ms?: number) => real(callback, ms === stallMs ? 100 : ms)) as typeof real;
    const file = fakeVideo(5 * MiB);
    await fake.fail({ method: 'PATCH', kind: 'tus', times: 1, holdAfter: MiB });
    chooseFile(upload, file);
    await waitUntil(
      () => upload.state.status === 'uploading' && upload.state.waiting === 'connection',
      'is not given up',
      PATIENCE,
    );
    await fake.release();
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
  });

  it('stops when it is cancelled within a chunk, and can send another file', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, times: 1, holdAfter: 1 });
    chooseFile(upload, fakeVideo(12 * MiB));
    await untilHeld('the second chunk was not sent');
    const said: string[] = [];
    for (const name of ['error', 'cancel']) upload.addEventListener(`cf-stream-upload-${name}`, () => said.push(name));
    upload.cancel();
    expect([upload.state.status, said.join()]).to.deep.equal(['empty', 'cancel']);
    await fake.release();
    const next = fakeVideo(MiB, 'next.mp4', 1);
    chooseFile(upload, next);
    await untilStatus(upload, 'ready');
    const { uploads } = await fake.log();
    expect(uploads[0]!.offset, 'no third chunk').to.be.at.most(10 * MiB);
    expect(await count('PATCH'), 'two of the first, one of the next').to.equal(3);
    expect(uploads[1]!.sha256).to.equal(await sha256(next));
    expect(said.join()).to.equal('cancel');
  });

  it('resumes after the connection between worker and server is cut', async () => {
    const file = fakeVideo(12 * MiB);
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, times: 1, resetAfter: MiB });
    chooseFile(upload, file);
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
  });
});
