import { expect, waitUntil } from '@open-wc/testing';
import { StreamError } from '../../../src/shared/errors.js';
import type { ChosenFile } from '../../../src/upload/file/file-handle.js';
import type { ResumeRecord } from '../../../src/upload/sending/resume/resume-record.js';
import { ResumeStore } from '../../../src/upload/sending/resume/resume-store.js';
import { UploadAttempt } from '../../../src/upload/sending/upload-attempt.js';
import type { UploadItem } from '../../../src/upload/sending/upload-item.js';
import { FakeClock } from '../../harness/fake-clock.js';
import { makeUploadItem } from '../../harness/upload-item.js';

describe('UploadItem, with a video restored from a form', () => {
  const real = {
    fetch: window.fetch,
    now: performance.now.bind(performance),
    timeout: AbortSignal.timeout.bind(AbortSignal),
  };
  let clock: FakeClock;
  let isUp: boolean;
  beforeEach(() => {
    clock = new FakeClock();
    performance.now = () => clock.now;
    AbortSignal.timeout = () => new AbortController().signal;
    isUp = false;
    // A real Response reads its text asynchronously, which the fake clock knows nothing of.
    window.fetch = () =>
      Promise.resolve({
        ok: isUp,
        status: isUp ? 200 : 503,
        headers: new Headers(),
        text: () => Promise.resolve('{"status":"ready"}'),
      } as Response);
  });
  afterEach(() => {
    clock.uninstall();
    window.fetch = real.fetch;
    performance.now = real.now;
    AbortSignal.timeout = real.timeout;
  });

  it('asks for the status again on retry, although this page does not have the file', async () => {
    const item = makeUploadItem({}, { statusEndpoint: '/videos/{uid}', scope: '' });
    item.restore({ name: 'a.mp4', size: 1_000, type: 'video/mp4', lastModified: 0 }, 'a'.repeat(32));
    item.start();
    await clock.pass(90_000);
    expect(item.state).to.include({ status: 'error', recovery: 'retry' });

    isUp = true;
    item.retry();
    expect(item.state.status).to.equal('processing');
    await clock.pass(90_000);
    expect(item.state).to.include({ status: 'ready', uid: 'a'.repeat(32) });
  });
});

describe('UploadItem, with a file that was changed in place', () => {
  const { get, put, delete: remove } = ResumeStore.prototype;
  const { run } = UploadAttempt.prototype;
  const { fetch } = window;
  let store: Map<string, ResumeRecord>;
  let end: { resolve: (uid: string) => void; reject: (error: unknown) => void };
  let runs: number;
  beforeEach(() => {
    store = new Map();
    runs = 0;
    ResumeStore.prototype.get = (key) => Promise.resolve(store.get(key));
    ResumeStore.prototype.put = (record) => Promise.resolve(void store.set(record.key, record));
    ResumeStore.prototype.delete = (key) => Promise.resolve(void store.delete(key));
    UploadAttempt.prototype.run = () => {
      runs += 1;
      return new Promise((resolve, reject) => (end = { resolve, reject }));
    };
    // The offset of an offered upload, which no server tells here.
    window.fetch = () => Promise.reject(new TypeError('No network in this test.'));
  });
  afterEach(() => {
    Object.assign(ResumeStore.prototype, { get, put, delete: remove });
    UploadAttempt.prototype.run = run;
    window.fetch = fetch;
  });

  /** A file whose samples are the same, whatever was changed between them. */
  const film = (lastModified: number): ChosenFile => {
    const file = new File(['\0\0\0\u0018ftypmp42', new Uint8Array(100)], 'a.mp4', { type: 'video/mp4', lastModified });
    return { file };
  };
  const bytesOf = ({ state }: UploadItem): unknown => ('progress' in state ? state.progress?.sentBytes : undefined);

  /** A half-sent file, as the next visit finds it. */
  async function halfSent(): Promise<ResumeRecord> {
    const item = makeUploadItem();
    item.choose(film(1));
    await waitUntil(() => runs === 1);
    const record: ResumeRecord = {
      key: item.key!,
      scope: 'scope',
      fingerprint: 'f',
      file: { name: 'a.mp4', size: item.file!.size, type: 'video/mp4', lastModified: 1 },
      uploadURL: 'https://upload.example/secret',
      uid: 'a'.repeat(32),
      sentBytes: 40,
      sent: false,
      updatedAt: Date.now(),
      expiresAt: Date.now() + 1e6,
    };
    item.stop();
    store.set(record.key, record);
    runs = 0;
    return record;
  }

  /** The item that offers the upload, after the kept file has turned out to have another date. */
  async function reopened(): Promise<UploadItem> {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('a.mp4', { create: true });
    const writable = await handle.createWritable();
    await writable.write(film(1).file);
    await writable.close();
    const record = { ...(await halfSent()), handle };
    store.set(record.key, record);
    const item = makeUploadItem();
    item.offer(record);
    item.resume();
    await waitUntil(() => item.state.status === 'error');
    expect(item.state).to.have.nested.property('error.code', 'FILE_CHANGED');
    return item;
  }

  it('sends it from its beginning on retry, and deletes the half-sent upload', async () => {
    const item = await reopened();
    item.retry();
    await waitUntil(() => runs === 1);
    expect(item.state).to.include({ status: 'uploading', uid: null });
    expect([bytesOf(item), store.size]).to.deep.equal([0, 0]);
    item.cancel();
    expect(item.state.status, 'the half is not offered again').to.equal('empty');
  });

  it('keeps the half-sent upload if it is cancelled', async () => {
    const item = await reopened();
    item.cancel();
    expect(item.state).to.include({ status: 'resumable', uid: 'a'.repeat(32) });
    expect(store.size).to.equal(1);
  });

  it('refuses it again if it is chosen by hand, and continues with the old file', async () => {
    const item = await reopened();
    item.choose(film(3));
    await waitUntil(() => item.state.status === 'error');
    expect(item.state).to.have.nested.property('error.code', 'FILE_CHANGED');
    item.choose(film(1));
    await waitUntil(() => runs === 1);
    expect(bytesOf(item)).to.equal(40);
  });

  it('sends it from its beginning in another item, as after a reload', async () => {
    await reopened();
    const other = makeUploadItem();
    other.choose(film(4));
    await waitUntil(() => runs === 1);
    expect(bytesOf(other)).to.equal(0);
  });

  for (const [what, date, bytes] of [
    ['with another date', 5, 0],
    ['with the same date, as after it was moved', 1, 40],
  ] as const) {
    it(`continues at byte ${bytes} if it became unreadable and is chosen again ${what}`, async () => {
      await halfSent();
      const item = makeUploadItem();
      item.choose(film(1));
      await waitUntil(() => runs === 1);
      expect(bytesOf(item)).to.equal(40);
      end.reject(new StreamError('FILE_CHANGED', 'Unreadable.'));
      await waitUntil(() => item.state.status === 'error');
      item.choose(film(date));
      await waitUntil(() => runs === 2);
      expect(bytesOf(item)).to.equal(bytes);
    });
  }

  it('continues with another date if it was never reported as changed, as phones need it', async () => {
    await halfSent();
    const item = makeUploadItem();
    item.choose(film(9));
    await waitUntil(() => runs === 1);
    expect(bytesOf(item)).to.equal(40);
  });
});
