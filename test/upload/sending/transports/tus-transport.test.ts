import { expect, waitUntil } from '@open-wc/testing';
import { TransportFailure } from '../../../../src/upload/model/transport-failure.js';
import { tusTransport } from '../../../../src/upload/sending/transports/tus-transport.js';
import type { SendOptions } from '../../../../src/upload/sending/transports/transport.js';
import { FakeUpload, fakeVideo, sha256 } from '../../../harness/fake-upload.js';
import { PATIENCE } from '../../../harness/upload-element.js';

const MiB = 1_048_576;
const CHUNK = 5 * MiB;

describe('tusTransport', () => {
  let fake: FakeUpload;
  let seen: { bytes: number[]; acknowledged: number[]; expiry: number[]; handed: number[] };
  beforeEach(() => {
    fake = new FakeUpload();
    seen = { bytes: [], acknowledged: [], expiry: [], handed: [] };
  });

  async function create(size: number): Promise<string> {
    const answer = await fetch(fake.endpoint, { method: 'POST', headers: { 'upload-length': `${size}` } });
    return answer.headers.get('location')!;
  }

  function job(uploadUrl: string, changes: Partial<SendOptions> = {}): SendOptions {
    return {
      uploadUrl,
      chunkBytes: CHUNK,
      signal: new AbortController().signal,
      handedBytes: 0,
      onHandOver: (bytes) => Promise.resolve(void seen.handed.push(bytes)),
      onProgress: (bytes) => seen.bytes.push(bytes),
      onAcknowledged: (bytes) => seen.acknowledged.push(bytes),
      onExpiry: (expiresAt) => seen.expiry.push(expiresAt),
      ...changes,
    };
  }

  async function failureOf(attempt: Promise<void>): Promise<TransportFailure> {
    const error = await attempt.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(TransportFailure);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.to.match(/secret|\/tus\//);
    return error as TransportFailure;
  }

  it('sends the file in chunks, and reports the acknowledged bytes', async () => {
    const file = fakeVideo(11 * MiB);
    await tusTransport.send(file, job(await create(file.size)));
    const { uploads, requests } = await fake.log();
    expect(uploads[0]!.sha256).to.equal(await sha256(file));
    expect(requests.map(({ method }) => method).slice(1)).to.deep.equal(['HEAD', 'PATCH', 'PATCH', 'PATCH']);
    expect(seen.acknowledged).to.deep.equal([0, CHUNK, 2 * CHUNK, file.size]);
    expect(seen.bytes.at(-1)).to.equal(file.size);
    expect(seen.handed, 'told before each chunk').to.deep.equal([CHUNK, 2 * CHUNK, file.size]);
  });

  it('resumes at the server’s offset, and sends nothing if the file is complete', async () => {
    const file = fakeVideo(11 * MiB);
    const url = await create(file.size);
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, times: 1, resetAfter: MiB });
    // 409 if the browser repeated the request by itself, with an outdated offset.
    expect([0, 409]).to.include((await failureOf(tusTransport.send(file, job(url)))).status);
    await tusTransport.send(file, job(url, { handedBytes: 2 * CHUNK }));
    await tusTransport.send(file, job(url, { handedBytes: file.size }));
    const { uploads, requests } = await fake.log();
    expect(uploads[0]!.sha256).to.equal(await sha256(file));
    expect(requests.at(-1)!.method).to.equal('HEAD');
  });

  it('reports the status and `Retry-After` of an error', async () => {
    const file = fakeVideo(MiB);
    const url = await create(file.size);
    await fake.fail({ method: 'PATCH', kind: 'tus', status: 429, headers: { 'Retry-After': '7' } });
    expect(await failureOf(tusTransport.send(file, job(url)))).to.include({
      kind: 'status',
      status: 429,
      retryAfter: '7',
    });
    await fake.fail({ method: 'HEAD', kind: 'tus', status: 410 });
    expect(await failureOf(tusTransport.send(file, job(url)))).to.include({ kind: 'status', status: 410 });
  });

  it('reports the expiry of the upload URL', async () => {
    const file = fakeVideo(MiB);
    const headers = { 'Upload-Expires': 'Fri, 01 Jan 2100 00:00:00 GMT' };
    await fake.fail({ method: 'HEAD', kind: 'tus', times: 1, status: 503, headers });
    await failureOf(tusTransport.send(file, job(await create(file.size))));
    expect(seen.expiry.length).to.equal(1);
  });

  it('reads the expiry relative to the server’s clock', async () => {
    const file = fakeVideo(MiB);
    for (const date of ['Thu, 31 Dec 2099 23:00:00 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT']) {
      seen.expiry.length = 0;
      const lifeMs = 60 * 60_000;
      const headers = { 'Upload-Expires': new Date(Date.parse(date) + lifeMs).toUTCString(), Date: date };
      await fake.fail({ method: 'HEAD', kind: 'tus', times: 1, status: 503, headers });
      await failureOf(tusTransport.send(file, job(await create(file.size))));
      expect(seen.expiry[0]! - Date.now()).to.be.closeTo(lifeMs, 60_000);
    }
  });

  it('ignores an expiry in the past while the upload URL responds', async () => {
    const file = fakeVideo(MiB);
    // Node adds the current Date; browsers show it only if it is exposed, which is rare in cross-origin answers.
    for (const headers of [
      { 'Upload-Expires': 'Thu, 01 Jan 1970 00:00:00 GMT' },
      { 'Upload-Expires': 'Thu, 01 Jan 2099 00:00:00 GMT', Date: 'Thu, 01 Jan 2099 00:00:01 GMT' },
    ]) {
      await fake.fail({ method: 'HEAD', kind: 'tus', times: 1, status: 503, headers });
      await failureOf(tusTransport.send(file, job(await create(file.size))));
    }
    expect(seen.expiry).to.deep.equal([]);
  });

  it('sends nothing to an upload of another size', async () => {
    const file = fakeVideo(MiB);
    const url = await create(file.size + 1);
    expect((await failureOf(tusTransport.send(file, job(url)))).kind).to.equal('mismatch');
    expect((await fake.log()).uploads[0]!.offset).to.equal(0);
  });

  const says = (size: number, offset: number | string): Record<string, string> => ({
    'tus-resumable': '1.0.0',
    'upload-length': `${size}`,
    'upload-offset': `${offset}`,
  });

  it('rejects a new upload URL that claims to have the file already', async () => {
    const file = fakeVideo(MiB);
    const url = await create(file.size);
    await fake.fail({ method: 'HEAD', kind: 'tus', status: 200, headers: says(file.size, file.size) });
    expect((await failureOf(tusTransport.send(file, job(url)))).kind).to.equal('answer');
    expect(seen.acknowledged, 'nothing is taken for sent').to.deep.equal([]);
  });

  for (const [what, offset] of [
    ['the whole file', 11 * MiB],
    ['one byte more than was sent', CHUNK + 1],
    ['no bytes', 0],
    ['a negative number of bytes', -1],
    ['letters after the number', '5242880abc'],
  ] as const) {
    it(`rejects a first PATCH that is answered with ${what}`, async () => {
      const file = fakeVideo(11 * MiB);
      const url = await create(file.size);
      await fake.fail({ method: 'PATCH', kind: 'tus', status: 204, headers: says(file.size, offset) });
      expect((await failureOf(tusTransport.send(file, job(url)))).kind).to.equal('answer');
      expect(seen.acknowledged).to.deep.equal([0]);
      const { requests } = await fake.log();
      expect(requests.filter(({ method }) => method === 'PATCH')).to.have.length(1);
    });
  }

  it('resumes at an unacknowledged offset if those bytes had been sent', async () => {
    const file = fakeVideo(11 * MiB);
    const url = await create(file.size);
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, times: 1, status: 500 });
    await failureOf(tusTransport.send(file, job(url)));
    expect((await failureOf(tusTransport.send(file, job(url, { handedBytes: CHUNK - 1 })))).kind).to.equal('answer');
    await tusTransport.send(file, job(url, { handedBytes: CHUNK }));
    expect((await fake.log()).uploads[0]!.sha256).to.equal(await sha256(file));
  });

  it('sends nothing if it is stopped while its chunk is being recorded', async () => {
    const file = fakeVideo(MiB);
    const url = await create(file.size);
    const stop = new AbortController();
    let goOn: (() => void) | undefined;
    const onHandOver = (): Promise<void> => new Promise((resolve) => (goOn = resolve));
    const attempt = tusTransport.send(file, job(url, { signal: stop.signal, onHandOver }));
    await waitUntil(() => goOn, 'never asked', PATIENCE);
    stop.abort(new Error('paused'));
    await attempt.catch(() => undefined);
    goOn!();
    // An earlier request would be in the log before this one.
    await fetch(fake.endpoint, { method: 'POST', headers: { 'upload-length': '1' } });
    expect((await fake.log()).requests.map(({ method }) => method)).not.to.include('PATCH');
  });

  it('fails on a connection on which nothing moves', async () => {
    // Small enough for even the slowest connection to have sent it by then.
    const file = fakeVideo(4_096);
    const url = await create(file.size);
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    expect((await failureOf(tusTransport.send(file, job(url, { stallMs: 300 })))).kind).to.equal('network');
    await fake.release();
  });

  it('stops when its signal is aborted, with the reason instead of a failure', async () => {
    const file = fakeVideo(2 * MiB);
    const url = await create(file.size);
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    const stop = new AbortController();
    const attempt = tusTransport.send(file, job(url, { signal: stop.signal }));
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    const reason = new Error('paused');
    stop.abort(reason);
    expect(await attempt.catch((error: unknown) => error)).to.equal(reason);
    await fake.release();
  });

  it('tells an unreadable file from a broken connection', async () => {
    const file = fakeVideo(2 * MiB);
    const url = await create(file.size);
    file.slice = () => {
      const gone = new Blob();
      gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
      return gone;
    };
    expect((await failureOf(tusTransport.send(file, job(url)))).kind).to.equal('file');
  });
});
