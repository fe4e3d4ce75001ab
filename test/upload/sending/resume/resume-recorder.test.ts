import { expect } from '@open-wc/testing';
import type { ResumeRecord } from '../../../../src/upload/sending/resume/resume-record.js';
import { ResumeRecorder } from '../../../../src/upload/sending/resume/resume-recorder.js';
import { ResumeStore } from '../../../../src/upload/sending/resume/resume-store.js';
import { FakeClock } from '../../../harness/fake-clock.js';

describe('ResumeRecorder', () => {
  const real = { get: ResumeStore.prototype.get, put: ResumeStore.prototype.put, delete: ResumeStore.prototype.delete };
  let puts: ResumeRecord[];
  let deleted: string[];
  let kept: ResumeRecord | undefined;
  beforeEach(() => {
    puts = [];
    deleted = [];
    kept = undefined;
    ResumeStore.prototype.get = () => Promise.resolve(kept);
    ResumeStore.prototype.put = (record) => Promise.resolve(void puts.push(record));
    ResumeStore.prototype.delete = (key) => Promise.resolve(void deleted.push(key));
  });
  afterEach(() => {
    Object.assign(ResumeStore.prototype, real);
  });

  const file = { name: 'a.mp4', size: 9, type: '', lastModified: 0 };
  const description = { key: 'key', scope: 'scope', fingerprint: 'print', file };
  const target = { uploadURL: 'https://upload.example/secret', uid: 'u', protocol: 'tus' as const };
  function started(): ResumeRecorder {
    const recorder = new ResumeRecorder();
    recorder.describe(description);
    recorder.created(target);
    return recorder;
  }

  it('writes nothing before it has both a file and an upload URL', async () => {
    const recorder = new ResumeRecorder();
    recorder.created(target);
    recorder.describe(description);
    recorder.acknowledged(1);
    recorder.expires(1);
    await recorder.handedOver(5);
    expect(puts).to.deep.equal([]);
  });

  it('records a complete upload without an upload URL, once a file is chosen', async () => {
    const recorder = new ResumeRecorder();
    await recorder.sent('u');
    expect(puts).to.deep.equal([]);
    recorder.describe(description);
    await recorder.sent('u');
    expect(puts.length).to.equal(1);
    expect(puts[0]).to.include({ key: 'key', uid: 'u', uploadURL: '', sent: true });
  });

  it('writes the upload URL, and the bytes that the server has acknowledged', () => {
    started().acknowledged(5);
    expect(puts[0]).to.include({ ...target, key: 'key', scope: 'scope', sentBytes: 0, sent: false });
    expect(puts[1]).to.include({ uploadURL: target.uploadURL, sentBytes: 5 });
  });

  describe('taking over a record', () => {
    it('marks the video of another tab as shared, also in later updates', async () => {
      kept = { ...description, ...target, uid: 'elsewhere', sentBytes: 5, sent: false, updatedAt: 1, expiresAt: 2 };
      for (const uid of [undefined, 'elsewhere', 'mine']) {
        puts = [];
        const recorder = started();
        expect(await recorder.takeOver('key', uid)).to.include({ uid: 'elsewhere', shared: true });
        recorder.acknowledged(6);
        expect(puts.slice(1)).to.have.length(2);
        for (const record of puts.slice(1)) expect(record).to.include({ uid: 'elsewhere', shared: true });
      }
    });

    it('marks a video that another tab has sent as shared, and writes nothing if there is no record', async () => {
      expect(await new ResumeRecorder().takeOver('key', 'u')).to.equal(undefined);
      expect(puts).to.deep.equal([]);
      kept = { ...description, ...target, uid: 'sent', sentBytes: 5, sent: true, updatedAt: 1, expiresAt: 2 };
      await new ResumeRecorder().takeOver('key', undefined);
      expect(puts).to.deep.equal([{ ...kept, shared: true }]);
    });
  });

  it('writes a repeated update once', () => {
    const recorder = started();
    recorder.acknowledged(5);
    recorder.acknowledged(5);
    recorder.expires(7);
    recorder.expires(7);
    expect(puts.length).to.equal(3);
    expect(puts.at(-1)).to.include({ sentBytes: 5, expiresAt: 7 });
  });

  it('writes how far a chunk reaches before the chunk is sent', async () => {
    const recorder = started();
    await recorder.handedOver(10);
    expect(puts.at(-1)).to.include({ handedBytes: 10, sentBytes: 0 });
    await recorder.handedOver(7);
    expect(puts, 'a smaller chunk takes nothing back').to.have.length(2);
  });

  it('lets only the first chunk wait for storage that does not respond', async () => {
    const clock = new FakeClock();
    try {
      const recorder = started();
      ResumeStore.prototype.put = () => new Promise(() => undefined);
      let gone = 0;
      void recorder.handedOver(10).then(() => (gone = 10));
      await clock.pass(900);
      expect(gone).to.equal(0);
      await clock.pass(200);
      expect(gone).to.equal(10);
      void recorder.handedOver(20).then(() => (gone = 20));
      await clock.pass(0);
      expect(gone).to.equal(20);
      expect(clock.waiting).to.equal(0);
    } finally {
      clock.uninstall();
    }
  });

  it('removes the upload URL of a complete upload', async () => {
    await started().sent('u');
    expect(puts.at(-1)).to.include({ uploadURL: '', sent: true, uid: 'u' });
  });

  it('writes nothing more about a file that is forgotten', async () => {
    const recorder = started();
    recorder.forget('other');
    recorder.acknowledged(1);
    expect(puts.length).to.equal(2);
    recorder.forget('key');
    recorder.acknowledged(2);
    await recorder.sent('u');
    expect(puts.length).to.equal(2);
    expect(deleted).to.deep.equal(['other', 'key']);
  });

  it('writes nothing more once it is stopped, not even a new upload URL, until it is reset', async () => {
    const recorder = started();
    recorder.stop();
    expect(deleted).to.deep.equal(['key']);
    recorder.acknowledged(1);
    await recorder.handedOver(9);
    recorder.describe(description);
    recorder.created(target);
    recorder.adopt({ ...description, ...target, sentBytes: 3, sent: false, updatedAt: 0, expiresAt: 0 });
    await recorder.sent('u');
    expect(puts).to.have.length(1);
    recorder.reset();
    recorder.describe(description);
    recorder.created(target);
    expect(puts).to.have.length(2);
  });

  it('continues with a stored record, and adds the handle of the file', async () => {
    const handle = {};
    kept = { ...description, ...target, sentBytes: 3, sent: false, updatedAt: 0, expiresAt: 0 };
    const recorder = new ResumeRecorder();
    expect(await recorder.get('key')).to.equal(kept);
    recorder.describe({ ...description, handle });
    expect(puts).to.have.length(1);
    expect(puts[0]!.handle).to.equal(handle);
    expect(puts[0]!.sentBytes).to.equal(3);
  });

  it('does not continue with a record that it only peeks at', async () => {
    kept = { ...description, ...target, sentBytes: 3, sent: false, updatedAt: 0, expiresAt: 0 };
    const recorder = new ResumeRecorder();
    await recorder.peek('key');
    recorder.acknowledged(4);
    expect(puts).to.deep.equal([]);
  });
});
