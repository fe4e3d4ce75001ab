import { expect } from '@open-wc/testing';
import { RESUME_LIFETIME_MS, type ResumeRecord } from '../../../../src/upload/sending/resume/resume-record.js';
import { ResumeStore } from '../../../../src/upload/sending/resume/resume-store.js';

describe('ResumeStore', () => {
  const store = new ResumeStore();
  let scope: string;
  beforeEach(() => {
    scope = crypto.randomUUID();
  });

  const record = (name: string, changes: Partial<ResumeRecord> = {}): ResumeRecord => ({
    key: `${scope} ${name}`,
    scope,
    fingerprint: name,
    uploadURL: 'https://upload.example/x',
    uid: 'u',
    file: { name, size: 1, type: '', lastModified: 1 },
    sentBytes: 0,
    sent: false,
    updatedAt: Date.now(),
    expiresAt: Date.now() + RESUME_LIFETIME_MS,
    ...changes,
  });

  it('gives back what it was given, newest first, to the same uploader', async () => {
    await store.put(record('old', { updatedAt: Date.now() - 1000 }));
    await store.put(record('new'));
    await store.put(record('other', { scope: 'other' }));
    await store.put(record('done', { sent: true }));
    expect((await store.list(scope)).map(({ file }) => file.name)).to.deep.equal(['new', 'old']);
    expect(await store.get(`${scope} new`)).to.have.property('uid', 'u');
    expect(await store.get(`${scope} done`)).to.have.property('sent', true);
  });

  it('says whether there is a record, of whatever kind', async () => {
    await store.put(record('a', { sent: true }));
    expect([await store.has(`${scope} a`), await store.has(`${scope} b`)]).to.deep.equal([true, false]);
  });

  it('forgets on request, and when the time is over', async () => {
    await store.put(record('a'));
    await store.delete(`${scope} a`);
    await store.put(record('b', { expiresAt: Date.now() - 1 }));
    expect(await store.list(scope)).to.deep.equal([]);
    expect(await store.get(`${scope} b`)).to.equal(undefined);
  });

  it('leaves out what is no record, and forgets it with the next that is kept', async () => {
    await store.put(record('good'));
    for (const name of ['number', 'null']) {
      const bad = { ...record(name), file: name === 'null' ? null : 7, sentBytes: 'many' };
      await store.put(bad as never);
      expect(await store.get(`${scope} ${name}`)).to.equal(undefined);
    }
    expect((await store.list(scope)).map(({ file }) => file.name)).to.deep.equal(['good']);
  });

  it('keeps a bounded number', async () => {
    for (let count = 0; count < 60; count += 1) await store.put(record(`${count}`, { updatedAt: Date.now() + count }));
    expect(await store.list(scope)).to.have.length(50);
  });

  it('forgets all uploads of all uploaders at once, also one that is just being written', async () => {
    await store.put(record('a'));
    await store.put(record('b', { scope: 'other' }));
    const writing = store.put(record('c'));
    await store.clear();
    await writing;
    expect(await store.list(scope)).to.deep.equal([]);
    expect(await store.list('other')).to.deep.equal([]);
  });

  it('does not write a record without its handle after all was forgotten', async () => {
    const unstorable = { open: () => undefined };
    const writing = store.put(record('a', { handle: unstorable }));
    await store.clear();
    await writing;
    expect(await store.get(`${scope} a`)).to.equal(undefined);
    await store.put(record('b', { handle: unstorable }));
    expect(await store.get(`${scope} b`), 'as otherwise').to.have.property('uid', 'u');
  });

  it('remembers nothing, and says nothing, where there is no storage', async () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = () => {
      throw new DOMException('Not here', 'SecurityError');
    };
    try {
      await store.put(record('a'));
      expect(await store.list(scope)).to.deep.equal([]);
      expect(await store.get(`${scope} a`)).to.equal(undefined);
      await store.delete(`${scope} a`);
      await store.clear();
    } finally {
      IDBFactory.prototype.open = open;
    }
  });

  for (const what of ['is not opened', 'ends no transaction']) {
    it(`waits once where storage ${what}, and then does without, until it answers`, async () => {
      const { transaction } = IDBDatabase.prototype;
      const { setTimeout } = window;
      const request = { result: { close: () => undefined } } as unknown as IDBOpenDBRequest;
      const unending = { objectStore: () => ({ get: () => ({}), put: () => ({}) }) } as unknown as IDBTransaction;
      let waits = 0;
      // Only the time that storage is given is cut short: the connection is opened in real time.
      window.setTimeout = ((callback: () => void, ms: number) => {
        if (ms === 5_000) waits += 1;
        return setTimeout(callback, ms === 5_000 ? 200 : ms);
      }) as typeof setTimeout;
      if (what === 'is not opened')
        Object.defineProperty(indexedDB, 'open', { value: () => request, configurable: true });
      else IDBDatabase.prototype.transaction = () => unending;
      try {
        expect(await store.get('a')).to.equal(undefined);
        const once = waits;
        await store.put(record('b'));
        expect(await store.list(scope)).to.deep.equal([]);
        expect(waits, 'it is not waited for again').to.equal(once);
      } finally {
        IDBDatabase.prototype.transaction = transaction;
        Reflect.deleteProperty(indexedDB, 'open');
        window.setTimeout = setTimeout;
      }
      request.onsuccess?.call(request, new Event('success'));
      unending.oncomplete?.call(unending, new Event('complete'));
      await store.put(record('c'));
      expect((await store.list(scope)).length).to.equal(1);
    });
  }

  /** Uses storage that is stood in for, with its time-outs at hand; gives those that were left. */
  async function withSilentStorage(use: (request: IDBOpenDBRequest, timeOut: () => void) => Promise<void>) {
    const { setTimeout, clearTimeout } = window;
    const request = { result: { close: () => undefined } } as unknown as IDBOpenDBRequest;
    const late = new Map<number, () => void>();
    window.setTimeout = ((callback: () => void, ms: number) => {
      if (ms !== 5_000) return setTimeout(callback, ms);
      late.set(-1 - late.size, callback);
      return -late.size;
    }) as typeof setTimeout;
    window.clearTimeout = (timer) => {
      if (!late.delete(timer as number)) clearTimeout(timer);
    };
    Object.defineProperty(indexedDB, 'open', { value: () => request, configurable: true });
    try {
      await use(request, () => late.forEach((callback) => callback()));
    } finally {
      Reflect.deleteProperty(indexedDB, 'open');
      Object.assign(window, { setTimeout, clearTimeout });
    }
  }

  for (const event of ['error', 'blocked'] as const) {
    it(`goes on remembering after storage was not opened once, with "${event}"`, async () => {
      await withSilentStorage(async (request, timeOut) => {
        const reading = store.get('a');
        request[`on${event}`]?.call(request, new Event(event) as IDBVersionChangeEvent);
        expect(await reading).to.equal(undefined);
        timeOut();
      });
      await store.put(record('a'));
      expect(await store.list(scope)).to.have.length(1);
    });
  }

  for (const [what, forget] of [
    ['one upload', () => store.delete(`${scope} a`)],
    ['all uploads', () => store.clear()],
  ] as const) {
    it(`forgets ${what} also after storage has not answered`, async () => {
      await store.put(record('a'));
      await withSilentStorage(async (_, timeOut) => {
        const reading = store.get('a');
        timeOut();
        await reading;
      });
      expect(await store.list(scope), 'nothing is read').to.deep.equal([]);
      await forget();
      expect(await store.has(`${scope} a`)).to.equal(false);
    });
  }
});
