import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import type { StreamError } from '../../src/shared/errors.js';
import '../../src/define/upload.js';
import { FakeUpload, fakeVideo, sha256, type FakeFault } from '../harness/fake-upload.js';
import { shortenWaits } from '../harness/short-waits.js';
import { announced, buttonOf, chooseFile, PATIENCE, textOf, untilStatus, uploader } from '../harness/upload-element.js';

const MiB = 1_048_576;

describe('<cf-stream-upload>: faults', () => {
  let fake: FakeUpload;
  let endShort: () => void;
  beforeEach(() => {
    fake = new FakeUpload();
    endShort = shortenWaits();
  });
  afterEach(() => endShort());

  /** A fault, and the request that meets it: for an upload URL, for the offset (tus only), or with the bytes. */
  interface Fault extends Omit<FakeFault, 'method' | 'kind'> {
    readonly step: 'create' | 'ask' | 'send';
    /** Whether it can only happen with tus. */
    readonly isOfTus?: boolean;
  }
  // Chromium itself sends a form again that was cut off: `npm run soak upload-matrix` has those rows.
  const outlasted: [string, Fault][] = [
    ['a connection cut in the middle of a chunk', { step: 'send', skip: 1, times: 1, resetAfter: MiB, isOfTus: true }],
    ['503', { step: 'send', times: 1, status: 503 }],
    ['500 after the bytes', { step: 'send', skip: 1, times: 1, status: 500, isOfTus: true }],
    ['429 with Retry-After', { step: 'send', times: 1, status: 429, headers: { 'retry-after': '0' } }],
    ['423 on HEAD', { step: 'ask', times: 1, status: 423, isOfTus: true }],
    ['409', { step: 'send', times: 1, status: 409, isOfTus: true }],
    [
      'a captive portal',
      {
        step: 'send',
        times: 1,
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<html>Please log in</html>',
      },
    ],
    ['an endpoint that is down at first', { step: 'create', times: 1, status: 502 }],
  ];
  const PAIRS = (['endpoint', 'createUpload'] as const).flatMap((way) =>
    (['tus', 'form'] as const).map((protocol) => ({ way, protocol })),
  );
  type Pair = (typeof PAIRS)[number];

  /** Sends a file despite a fault by one way of creating and one protocol; every assertion names the pair. */
  async function outlast({ way, protocol }: Pair, fault: Fault, file: File): Promise<void> {
    const pair = `by ${way} and ${protocol}`;
    const own = new FakeUpload();
    // The status of a form that may have arrived is requested five times, and it has not.
    const pending = protocol === 'form' && fault.body ? 5 : 1;
    await own.set({
      protocol,
      statuses: [...Array<{ status: string }>(pending).fill({ status: 'pending' }), { status: 'ready' }],
    });
    if (fault.step === 'create') await own.fail({ ...fault, method: 'POST', kind: 'uploads' });
    else if (fault.step === 'ask') await own.fail({ ...fault, method: 'HEAD', kind: 'tus' });
    else await own.fail({ ...fault, method: protocol === 'tus' ? 'PATCH' : 'POST', kind: protocol });
    const upload = await uploader(own);
    if (way === 'createUpload') {
      upload.endpoint = '';
      upload.createUpload = ({ size }, _metadata, signal) =>
        fetch(own.endpoint, { method: 'POST', headers: { 'Upload-Length': String(size) }, signal });
    }
    const said: string[] = [];
    upload.addEventListener('cf-stream-upload-error', ({ detail }) => said.push(detail.error.code));
    const shown: number[] = [];
    upload.addEventListener('cf-stream-upload-progress', ({ detail }) => shown.push(detail.sentBytes));
    chooseFile(upload, file);
    await waitUntil(
      () => upload.state.status === 'uploading' && upload.state.waiting,
      `does not say that it waits, ${pair}`,
      PATIENCE,
    );
    await upload.updateComplete;
    expect(announced(upload), pair).to.contain('Retrying…');
    await untilStatus(upload, 'ready', { ...PATIENCE, timeout: 60_000 });
    const { uploads } = await own.log();
    expect(
      uploads.map((one) => one.sha256),
      pair,
    ).to.deep.equal([await sha256(file)]);
    expect(said, pair).to.deep.equal([]);
    // A form starts from zero again.
    if (protocol === 'tus')
      expect(shown).to.deep.equal(
        [...shown].sort((a, b) => a - b),
        `progress never goes back, ${pair}`,
      );
  }

  for (const [what, fault] of outlasted) {
    it(`gets past ${what} by itself, in each way that can meet it`, async function (this: Mocha.Context) {
      this.timeout(90_000);
      const pairs = PAIRS.filter(({ protocol }) => !fault.isOfTus || protocol === 'tus');
      // In parallel, each with a file of its own: the same file would be one upload.
      await Promise.all(
        pairs.map((pair, index) =>
          outlast(pair, fault, fakeVideo(pair.protocol === 'tus' ? 6 * MiB : 2 * MiB, `${index}.mp4`, index + 1)),
        ),
      );
    });
  }

  it('requests a new upload URL after a 404, and starts again', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, times: 1, status: 404 });
    const upload = await uploader(fake);
    const uids: string[] = [];
    upload.addEventListener('cf-stream-upload-created', ({ detail }) => uids.push(detail.uid));
    const file = fakeVideo(6 * MiB);
    await fake.set({ statuses: [{ status: 'pending' }, { status: 'ready' }] });
    chooseFile(upload, file);
    await untilStatus(upload, 'ready');
    const { uploads } = await fake.log();
    expect(uids).to.deep.equal(uploads.map(({ uid }) => uid));
    expect(uploads).to.have.length(2);
    expect(uploads[1]!.sha256).to.equal(await sha256(file));
    expect(upload.value).to.equal(uids[1]);
  });

  it('reports UPLOAD_EXPIRED when the new upload URL is gone as well, and starts over on retry', async () => {
    await fake.fail({ method: 'HEAD', kind: 'tus', times: 2, status: 410 });
    await fake.set({ statuses: [{ status: 'pending' }, { status: 'pending' }, { status: 'ready' }] });
    const upload = await uploader(fake);
    chooseFile(upload, fakeVideo(MiB));
    const { error } = await errorOf(upload);
    expect(error.code).to.equal('UPLOAD_EXPIRED');
    await untilStatus(upload, 'error');
    await expect(upload).to.be.accessible();
    buttonOf(upload, 'Try again').click();
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads).to.have.length(3);
  });

  it('reports UPLOAD_ANSWER_INVALID, not a sent video, when fresh upload URLs claim to have the file', async () => {
    const size = MiB;
    const headers = { 'tus-resumable': '1.0.0', 'upload-length': `${size}`, 'upload-offset': `${size}` };
    await fake.fail({ method: 'HEAD', kind: 'tus', status: 200, headers });
    const upload = await uploader(fake);
    const seen: string[] = [];
    upload.addEventListener('cf-stream-upload-processing', () => seen.push('processing'));
    const file = fakeVideo(size);
    chooseFile(upload, file);
    await untilStatus(upload, 'error');
    expect(upload.state).to.have.property('error').with.property('code', 'UPLOAD_ANSWER_INVALID');
    expect(upload.value).to.equal('');
    expect(seen).to.deep.equal([]);
    await fake.fail();
    buttonOf(upload, 'Try again').click();
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads.at(-1)!.sha256).to.equal(await sha256(file));
  });

  /** All bytes arrive, but the answer is lost; the upload URL of the complete file is gone. */
  const lastAnswerLost: readonly FakeFault[] = [
    { method: 'PATCH', kind: 'tus', times: 1, resetAfter: MiB },
    { method: 'HEAD', kind: 'tus', skip: 1, status: 404 },
  ];

  it('sends nothing again when only the last response was lost', async () => {
    await fake.fail(...lastAnswerLost);
    await fake.set({ statuses: [{ status: 'processing' }, { status: 'ready' }] });
    const upload = await uploader(fake);
    chooseFile(upload, fakeVideo(MiB));
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads).to.have.length(1);
  });

  it('checks the status more than once before it sends a file again', async () => {
    await fake.fail(...lastAnswerLost, { method: 'GET', kind: 'videos', times: 1, status: 503 });
    await fake.set({ statuses: [{ status: 'processing' }, { status: 'ready' }] });
    const upload = await uploader(fake);
    chooseFile(upload, fakeVideo(MiB));
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads).to.have.length(1);
  });

  it('ignores a status of processing for bytes that were never sent', async () => {
    await fake.fail({ method: 'HEAD', kind: 'tus', times: 1, status: 404 });
    await fake.set({ statuses: [{ status: 'processing' }, { status: 'ready' }] });
    const upload = await uploader(fake);
    chooseFile(upload, fakeVideo(MiB));
    await untilStatus(upload, 'ready');
    const { uploads } = await fake.log();
    expect(uploads.map(({ offset }) => offset)).to.deep.equal([0, MiB]);
  });

  it('reports UPLOAD_REJECTED when the server refuses the bytes', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', times: 1, status: 403 });
    const upload = await uploader(fake);
    chooseFile(upload, fakeVideo(MiB));
    const { error, uid } = await errorOf(upload);
    expect(error.code).to.equal('UPLOAD_REJECTED');
    expect(error.status).to.equal(403);
    expect(uid).to.be.a('string');
    expect(`${error.message}${JSON.stringify(error)}${String(error.cause)}`).not.to.match(/secret|\/tus\//);
    await untilStatus(upload, 'error');
    buttonOf(upload, 'Try again').click();
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads, 'the same upload goes on').to.have.length(1);
  });

  it('keeps the upload URL after one refusal, and requests a new one after two', async () => {
    // The second chunk is refused, and then the upload as a whole.
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, times: 1, status: 403 });
    const upload = await uploader(fake);
    upload.chunkSize = 5 * MiB;
    chooseFile(upload, fakeVideo(7 * MiB));
    await errorOf(upload);
    await untilStatus(upload, 'error');
    await fake.fail({ method: 'HEAD', kind: 'tus', times: 2, status: 403 });
    buttonOf(upload, 'Try again').click();
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads.map(({ offset }) => offset)).to.deep.equal([5 * MiB, 7 * MiB]);
  });

  const refused: [string, FakeFault, string, RegExp][] = [
    [
      'full storage',
      {
        method: 'POST',
        kind: 'uploads',
        times: 1,
        status: 413,
        body: '{"error":{"code":"STORAGE_EXHAUSTED","message":"x"}}',
      },
      'STORAGE_EXHAUSTED',
      /Storage is full/,
    ],
    [
      'an expired login',
      { method: 'POST', kind: 'uploads', times: 1, status: 401 },
      'UPLOAD_ENDPOINT_STATUS',
      /permission to upload/,
    ],
    [
      'a login page',
      { method: 'POST', kind: 'uploads', times: 1, status: 200, body: '<html>' },
      'UPLOAD_ENDPOINT_NOT_AN_UPLOAD',
      /couldn’t start/,
    ],
  ];
  for (const [what, fault, code, sentence] of refused) {
    it(`says what to do about ${what}, and succeeds on a retry`, async () => {
      await fake.fail(fault);
      const upload = await uploader(fake);
      chooseFile(upload, fakeVideo(MiB));
      expect((await errorOf(upload)).error.code).to.equal(code);
      await untilStatus(upload, 'error');
      expect(textOf(upload)).to.match(sentence);
      expect(announced(upload)).to.match(sentence);
      buttonOf(upload, 'Try again').click();
      await untilStatus(upload, 'ready');
    });
  }

  it('shows Stream’s reason for a failed video, and accepts another file', async () => {
    await fake.set({
      statuses: [
        { status: 'processing', percent: 3 },
        { status: 'error', errorCode: 'ERR_NON_VIDEO' },
      ],
    });
    const upload = await uploader(fake);
    chooseFile(upload, fakeVideo(MiB));
    const { error, uid } = await errorOf(upload);
    expect(error.code).to.equal('VIDEO_FAILED');
    expect(error.message).to.contain('ERR_NON_VIDEO');
    expect(uid).to.equal((await fake.log()).uploads[0]!.uid);
    await untilStatus(upload, 'error');
    expect(textOf(upload)).to.contain('couldn’t read this file as a video');
    expect(upload.value).to.equal('');
    await fake.set({ statuses: [{ status: 'ready' }] });
    chooseFile(upload, fakeVideo(MiB, 'other.mp4'));
    await untilStatus(upload, 'ready');
  });

  it('keeps polling a status endpoint that answers with errors', async () => {
    await fake.fail({ method: 'GET', kind: 'videos', times: 2, status: 500 });
    const upload = await uploader(fake);
    chooseFile(upload, fakeVideo(MiB));
    await untilStatus(upload, 'ready');
  });
});

async function errorOf(upload: HTMLElement): Promise<{ error: StreamError; uid?: string }> {
  const { detail } = await oneEvent<HTMLElementEventMap['cf-stream-upload-error']>(upload, 'cf-stream-upload-error');
  return detail;
}
