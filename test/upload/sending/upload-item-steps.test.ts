import { expect, waitUntil } from '@open-wc/testing';
import { StreamError } from '../../../src/shared/errors.js';
import type { ChosenFile } from '../../../src/upload/file/file-handle.js';
import { Semaphore } from '../../../src/upload/model/concurrency.js';
import { resumeKey, type ResumeRecord } from '../../../src/upload/sending/resume/resume-record.js';
import { ResumeRecorder } from '../../../src/upload/sending/resume/resume-recorder.js';
import { UploadAttempt } from '../../../src/upload/sending/upload-attempt.js';
import type { UploadItem } from '../../../src/upload/sending/upload-item.js';
import type { UploadItemOptions } from '../../../src/upload/sending/upload-item-options.js';
import { makeUploadItem } from '../../harness/upload-item.js';

const UID = 'a'.repeat(32);

/** The file's first bytes are those of an MP4, which is all that the checks ask for. */
const video = (name = 'a.mp4', bytes = 100): ChosenFile => {
  const content = new Uint8Array(bytes);
  content.set(new TextEncoder().encode('\0\0\0\u0018ftypmp42'));
  return { file: new File([content], name, { type: 'video/mp4', lastModified: 1 }) };
};

describe('UploadItem, with sending and storage stubbed', () => {
  const { run } = UploadAttempt.prototype;
  const { get, forget, peek } = ResumeRecorder.prototype;
  const { fetch } = window;
  let events: string[];
  /** Settles the attempt that runs. */
  let end: { resolve: (uid: string) => void; reject: (error: unknown) => void };
  let runs: number;
  let aborted: number;
  let forgotten: string[];
  let remembered: ResumeRecord | undefined;
  let changes: Partial<UploadItemOptions<UploadItem>>;
  beforeEach(() => {
    events = [];
    runs = aborted = 0;
    forgotten = [];
    remembered = undefined;
    changes = {};
    UploadAttempt.prototype.run = (signal) => {
      runs += 1;
      return new Promise((resolve, reject) => {
        end = { resolve, reject };
        signal.addEventListener('abort', () => {
          aborted += 1;
          reject(signal.reason as Error);
        });
      });
    };
    ResumeRecorder.prototype.get = () => Promise.resolve(remembered);
    ResumeRecorder.prototype.peek = () => Promise.resolve(remembered);
    ResumeRecorder.prototype.forget = (key) => void forgotten.push(key);
    // The offset of an offered upload, which no server tells here.
    window.fetch = () => Promise.reject(new TypeError('No network in this test.'));
  });
  afterEach(() => {
    UploadAttempt.prototype.run = run;
    Object.assign(ResumeRecorder.prototype, { get, forget, peek });
    window.fetch = fetch;
  });

  function make(): UploadItem {
    return makeUploadItem({ onChange: (_item, { type }) => events.push(type), ...changes });
  }

  const until = (item: UploadItem, status: string): Promise<void> =>
    waitUntil(() => item.state.status === status, `never came to ${status}`);

  async function sending(): Promise<UploadItem> {
    const item = make();
    item.choose(video());
    await waitUntil(() => runs === 1);
    return item;
  }

  const recordOf = (key: string): ResumeRecord => ({
    key,
    scope: 'scope',
    fingerprint: 'f',
    file: { name: 'a.mp4', size: 100, type: 'video/mp4', lastModified: 1 },
    uploadURL: 'https://upload.example/secret',
    uid: UID,
    sentBytes: 40,
    sent: false,
    updatedAt: Date.now(),
    expiresAt: Date.now() + 1e6,
  });

  it('checks a chosen file, sends it, and is processing once it is sent', async () => {
    const item = await sending();
    expect(item.state.status).to.equal('uploading');
    expect(item.isSending).to.equal(true);
    end.resolve(UID);
    await until(item, 'processing');
    expect(item.state).to.include({ uid: UID, watched: false });
    expect(item.isSending).to.equal(false);
    expect(events).to.deep.equal(['choose', 'start', 'sent']);
  });

  it('ignores another file while one is being sent', async () => {
    const item = await sending();
    item.choose(video('b.mp4'));
    expect(item.file?.name).to.equal('a.mp4');
    expect(aborted).to.equal(0);
  });

  it('aborts the attempt on pause, and starts another on resume', async () => {
    const item = await sending();
    item.pause();
    expect(item.state.status).to.equal('paused');
    expect(aborted).to.equal(1);
    expect(item.isSending).to.equal(false);
    item.resume();
    expect(item.state.status).to.equal('uploading');
    await waitUntil(() => runs === 2);
  });

  it('does not send a file that was paused while it was checked until it is resumed', async () => {
    const item = make();
    item.choose(video());
    item.pause();
    await until(item, 'paused');
    expect(runs).to.equal(0);
    item.resume();
    await waitUntil(() => runs === 1);
  });

  it('is empty after a cancel, and deletes the record of the file', async () => {
    const item = await sending();
    const { key } = item;
    item.cancel();
    expect(item.state.status).to.equal('empty');
    expect([item.file, item.media, item.key]).to.deep.equal([null, null, null]);
    expect(aborted).to.equal(1);
    expect(forgotten).to.deep.equal([key]);
  });

  it('keeps the record of a sent file when its row is removed', async () => {
    const item = await sending();
    end.resolve(UID);
    await until(item, 'processing');
    item.reset();
    expect(forgotten).to.deep.equal([]);
  });

  it('sends the same file again on retry after a temporary failure', async () => {
    const item = await sending();
    end.reject(new StreamError('UPLOAD_ENDPOINT_STATUS', 'x', { retryable: true }));
    await until(item, 'error');
    expect(item.state).to.include({ recovery: 'retry' });
    item.retry();
    expect(item.state.status).to.equal('uploading');
    await waitUntil(() => runs === 2);
  });

  it('continues the upload of an earlier visit when the same file is chosen again', async () => {
    remembered = recordOf('key');
    const item = await sending();
    expect(item.state).to.include({ status: 'uploading', uid: UID });
    expect('progress' in item.state && item.state.progress?.sentBytes).to.equal(40);
  });

  it('starts over if the earlier visit has sent the whole file', async () => {
    remembered = { ...recordOf('key'), sent: true };
    const item = await sending();
    expect(item.state).to.include({ status: 'uploading', uid: null });
  });

  it('refuses another file than the offered one, and offers that one again after a cancel', async () => {
    const item = make();
    item.offer(recordOf(resumeKey('scope', 'of another file')));
    expect(item.state.status).to.equal('resumable');
    item.choose(video('b.mp4'));
    await until(item, 'error');
    expect('error' in item.state && item.state.error.code).to.equal('FILE_CHANGED');
    expect(runs).to.equal(0);
    item.cancel();
    expect(item.state).to.include({ status: 'resumable', uid: UID });
    expect(forgotten).to.deep.equal([]);
  });

  /** An item that sends another file than the one whose half-sent upload is offered. */
  async function sendInstead(): Promise<UploadItem> {
    const item = make();
    item.offer(recordOf(resumeKey('scope', 'of another file')));
    item.choose(video('b.mp4'));
    await until(item, 'error');
    item.retry();
    await waitUntil(() => runs === 1);
    return item;
  }

  it('keeps a half-sent upload while another file is sent instead, and offers it again after a cancel', async () => {
    const item = await sendInstead();
    expect(forgotten).to.deep.equal([]);
    item.cancel();
    expect(item.state).to.include({ status: 'resumable', uid: UID });
    expect(forgotten, 'the record of the other file').to.have.length(1);
    expect(forgotten).not.to.include(item.key);
  });

  it('does not offer a half-sent upload again once the other file has arrived', async () => {
    const item = await sendInstead();
    end.resolve(UID);
    await until(item, 'processing');
    item.cancel();
    expect(item.state.status).to.equal('empty');
    expect(forgotten).to.deep.equal([]);
  });

  it('keeps the offered or stored record if a file is cancelled while checked, or not accepted', async () => {
    const item = make();
    item.offer(recordOf(resumeKey('scope', 'of another file')));
    item.choose(video('b.mp4'));
    item.cancel();
    expect(item.state).to.include({ status: 'resumable', uid: UID });
    changes = { accepts: () => Promise.resolve(false) };
    remembered = recordOf('of this file');
    const refused = make();
    refused.choose(video());
    await until(refused, 'empty');
    expect(forgotten).to.deep.equal([]);
  });

  it('keeps the record of the offered upload if its own file is cancelled while the page decides', async () => {
    const keys: string[] = [];
    changes = {
      claims: (_, key) => keys.push(key) > 0,
      accepts: () => new Promise(() => undefined),
    };
    const first = make();
    first.choose(video());
    await waitUntil(() => keys.length === 1);
    const item = make();
    item.offer(recordOf(keys[0]!));
    item.choose(video());
    await waitUntil(() => item.state.status === 'checking' && keys.length === 2);
    item.cancel();
    expect(item.state).to.include({ status: 'resumable', uid: UID });
    expect(forgotten).to.deep.equal([]);
  });

  it('deletes the record of the offered upload when it is cancelled', () => {
    const item = make();
    item.offer(recordOf('offered'));
    item.cancel();
    expect(item.state.status).to.equal('empty');
    expect(forgotten).to.deep.equal(['offered']);
  });

  it('shows the server’s offset of an offered upload only if it is possible', async () => {
    let answer = new Response('', { headers: { 'Upload-Offset': '100' } });
    window.fetch = () => Promise.resolve(answer);
    const shown = async (): Promise<unknown> => {
      const item = make();
      item.offer({ ...recordOf('offered'), handedBytes: 60 });
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      return 'progress' in item.state && item.state.progress?.sentBytes;
    };
    expect(await shown()).to.equal(40);
    answer = new Response('', { headers: { 'Upload-Offset': '60' } });
    expect(await shown()).to.equal(60);
  });

  it('drops an upload that is only offered on forget(), but not one whose file is being sent', async () => {
    const offered = make();
    offered.offer(recordOf('offered'));
    offered.forget();
    expect(offered.state.status).to.equal('empty');
    const item = await sending();
    item.forget();
    expect(item.state.status).to.equal('uploading');
    expect(aborted).to.equal(0);
    end.resolve(UID);
    await until(item, 'processing');
  });

  it('sends any file after forget() while it checks another than the offered one', async () => {
    const item = make();
    item.offer(recordOf(resumeKey('scope', 'of another file')));
    item.choose(video('b.mp4'));
    item.forget();
    await until(item, 'uploading');
  });

  it('stays resumable on resume() if the browser has not kept the file', async () => {
    const item = make();
    item.offer(recordOf('offered'));
    expect(item.state).to.include({ kept: false });
    item.resume();
    await Promise.resolve();
    expect(item.state.status).to.equal('resumable');
  });

  it('sends nothing of a file that the page does not accept', async () => {
    changes = { accepts: () => Promise.resolve(false) };
    const item = make();
    item.choose(video());
    await until(item, 'empty');
    expect(runs).to.equal(0);
  });

  it('sends nothing of a file that another item has claimed', async () => {
    changes = { claims: () => false };
    const item = make();
    item.choose(video());
    await until(item, 'empty');
    expect(runs).to.equal(0);
  });

  it('asks for another file if the chosen one is empty', async () => {
    const item = make();
    item.choose({ file: new File([], 'a.mp4') });
    await until(item, 'error');
    expect(item.state).to.include({ recovery: 'choose' });
    expect('error' in item.state && item.state.error.code).to.equal('FILE_EMPTY');
  });

  it('reports that it waits for its turn, and is sent after the others', async () => {
    let isFull = true;
    const sends = new Semaphore(() => (isFull ? 0 : 1));
    changes = { sends };
    const item = make();
    item.choose(video());
    await waitUntil(() => 'waiting' in item.state && item.state.waiting === 'turn');
    expect(runs).to.equal(0);
    isFull = false;
    sends.next();
    await waitUntil(() => runs === 1);
  });

  it('stops sending with its element, in the same state, and continues with it', async () => {
    const item = await sending();
    item.stop();
    expect(item.state.status).to.equal('uploading');
    expect(item.isSending).to.equal(false);
    item.start();
    await waitUntil(() => runs === 2);
  });
});
