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

  it('lists the unfinished uploads of one scope, newest first', async () => {
    await store.put(record('old', { updatedAt: Date.now() - 1000 }));
    await store.put(record('new'));
    await store.put(record('other', { scope: 'other' }));
    await store.put(record('done', { sent: true }));
    expect((await store.list(scope)).map(({ file }) => file.name)).to.deep.equal(['new', 'old']);
    expect(await store.get(`${scope} new`)).to.have.property('uid', 'u');
    expect(await store.get(`${scope} done`)).to.have.property('sent', true);
  });

  it('tells whether there is a record, finished or not', async () => {
    await store.put(record('a', { sent: true }));
    expect([await store.has(`${scope} a`), await store.has(`${scope} b`)]).to.deep.equal([true, false]);
  });

  it('deletes a record on request, and ignores an expired one', async () => {
    await store.put(record('a'));
    await store.delete(`${scope} a`);
    await store.put(record('b', { expiresAt: Date.now() - 1 }));
    expect(await store.list(scope)).to.deep.equal([]);
    expect(await store.get(`${scope} b`)).to.equal(undefined);
  });

  it('ignores malformed records', async () => {
    await store.put(record('good'));
    for (const name of ['number', 'null']) {
      const bad = { ...record(name), file: name === 'null' ? null : 7, sentBytes: 'many' };
      await store.put(bad as never);
      expect(await store.get(`${scope} ${name}`)).to.equal(undefined);
    }
    expect((await store.list(scope)).map(({ file }) => file.name)).to.deep.equal(['good']);
  });

  it('keeps at most fifty records', async () => {
    for (let count = 0; count < 60; count += 1) await store.put(record(`${count}`, { updatedAt: Date.now() + count }));
    expect(await store.list(scope)).to.have.length(50);
  });

  it('clears the uploads of all uploaders, even one that is just being written', async () => {
    await store.put(record('a'));
    await store.put(record('b', { scope: 'other' }));
    const writing = store.put(record('c'));
    await store.clear();
    await writing;
    expect(await store.list(scope)).to.deep.equal([]);
    expect(await store.list('other')).to.deep.equal([]);
  });

  it('does not write a record again without its unstorable handle after everything was cleared', async () => {
    const unstorable = { open: () => undefined };
    const writing = store.put(record('a', { handle: unstorable }));
    await store.clear();
    await writing;
    expect(await store.get(`${scope} a`)).to.equal(undefined);
    await store.put(record('b', { handle: unstorable }));
    expect(await store.get(`${scope} b`), 'as otherwise').to.have.property('uid', 'u');
  });

  it('stores nothing, and throws nothing, if storage is blocked', async () => {
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
    it(`waits only once if storage ${what}, and works again once storage responds`, async () => {
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

  /** Runs with a fake database request, and hands over its time-outs. */
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
    it(`works again after opening the storage has failed with "${event}"`, async () => {
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
    it(`deletes ${what} even if storage did not respond before`, async () => {
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
