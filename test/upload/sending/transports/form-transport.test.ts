import { expect } from '@open-wc/testing';
import { TransportFailure } from '../../../../src/upload/model/transport-failure.js';
import { formTransport } from '../../../../src/upload/sending/transports/form-transport.js';
import { FakeUpload, fakeVideo, sha256 } from '../../../harness/fake-upload.js';

const MiB = 1_048_576;

describe('formTransport', () => {
  let fake: FakeUpload;
  let uploadUrl: string;
  beforeEach(async () => {
    fake = new FakeUpload();
    await fake.set({ protocol: 'form' });
    const answer = await fetch(fake.endpoint, { method: 'POST' });
    ({ uploadURL: uploadUrl } = (await answer.json()) as { uploadURL: string });
  });

  const send = (file: File, signal = new AbortController().signal, bytes: number[] = []): Promise<void> =>
    formTransport.send(file, {
      uploadUrl,
      chunkBytes: 1,
      signal,
      handedBytes: 0,
      onHandOver: () => Promise.resolve(),
      onProgress: (sent) => bytes.push(sent),
      onAcknowledged: (sent) => bytes.push(sent),
    });
  const failureOf = (attempt: Promise<void>): Promise<unknown> => attempt.catch((error: unknown) => error);

  it('sends the file in one form', async () => {
    const file = fakeVideo(2 * MiB);
    const bytes: number[] = [];
    await send(file, undefined, bytes);
    expect((await fake.log()).uploads[0]!.sha256).to.equal(await sha256(file));
    expect(bytes.at(-1)).to.equal(file.size);
    expect(Math.max(...bytes), 'the form around the file is not counted').to.equal(file.size);
  });

  it('reports an upload URL that was already used as gone (410)', async () => {
    await fake.fail({ method: 'POST', kind: 'form', status: 409 });
    const failure = await failureOf(send(fakeVideo(MiB)));
    expect(failure).to.be.instanceOf(TransportFailure);
    expect(failure).to.include({ kind: 'status', status: 410 });
  });

  it('reports the status and `Retry-After` of other answers', async () => {
    await fake.fail({ method: 'POST', kind: 'form', status: 429, headers: { 'retry-after': '3' } });
    expect(await failureOf(send(fakeVideo(MiB)))).to.include({ status: 429, retryAfter: '3' });
  });

  it('maps the error code in Stream’s answer to one of ours', async () => {
    const body = JSON.stringify({ success: false, errors: [{ code: 10059, message: 'Not a video.' }] });
    await fake.fail({ method: 'POST', kind: 'form', status: 400, body });
    expect(await failureOf(send(fakeVideo(MiB)))).to.include({ kind: 'status', status: 400, code: 'FILE_TYPE' });
  });

  it('treats a login page as a network failure', async () => {
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    await fake.fail({ method: 'POST', kind: 'form', status: 200, headers, body: '<html>Sign in</html>' });
    expect(await failureOf(send(fakeVideo(MiB)))).to.include({ kind: 'network' });
  });

  it('refuses a file above 200 MB without sending it', async () => {
    const file = fakeVideo(MiB);
    Object.defineProperty(file, 'size', { value: 200_000_001 });
    expect(await failureOf(send(file))).to.include({ kind: 'status', status: 413 });
    expect((await fake.log()).requests.map(({ kind }) => kind)).to.deep.equal(['uploads']);
  });

  it('stops when its signal is aborted', async () => {
    const stop = new AbortController();
    const reason = new Error('cancelled');
    const attempt = failureOf(send(fakeVideo(8 * MiB), stop.signal));
    stop.abort(reason);
    expect(await attempt).to.equal(reason);
  });
});
