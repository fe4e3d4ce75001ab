import { expect, waitUntil } from '@open-wc/testing';
import { Place } from '../../../src/upload/model/concurrency.js';
import { isUploadLocked, PageGuards, withUploadLock } from '../../../src/upload/sending/page-guards.js';

describe('PageGuards', () => {
  let asked: number;
  let released: number;
  const real = Object.getOwnPropertyDescriptor(navigator, 'wakeLock');
  beforeEach(() => {
    asked = released = 0;
    const release = (): Promise<void> => Promise.resolve(void (released += 1));
    const request = (): Promise<{ release: typeof release }> => Promise.resolve((asked += 1)).then(() => ({ release }));
    Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });
  });
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'wakeLock');
    if (real) Object.defineProperty(navigator, 'wakeLock', real);
  });

  const warns = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

  it('warns before the page is left and keeps the screen awake while it is on', async () => {
    const guards = new PageGuards();
    expect(warns()).to.equal(false);
    guards.set(true);
    guards.set(true);
    expect(warns()).to.equal(true);
    expect(asked).to.equal(1);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(asked, 'again when the page is seen again').to.equal(2);
    await waitUntil(() => released === 1, 'the lock before is left');
    guards.set(false);
    expect(warns()).to.equal(false);
    await waitUntil(() => released === 2, 'a lock is left');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(asked).to.equal(2);
  });
});

describe('withUploadLock', () => {
  it('runs one task after the other, and tells the second that it had to wait', async () => {
    const key = crypto.randomUUID();
    const { signal } = new AbortController();
    let finish = (): void => undefined;
    const first = withUploadLock(key, { signal, onWait: () => undefined }, async (waited) => {
      await new Promise<void>((resolve) => (finish = resolve));
      return waited;
    });
    await waitUntil(() => isUploadLocked(key));
    let waits = 0;
    const second = withUploadLock(key, { signal, onWait: () => (waits += 1) }, (waited) => Promise.resolve(waited));
    await waitUntil(() => waits === 1);
    finish();
    expect([await first, await second]).to.deep.equal([false, true]);
    expect(await isUploadLocked(key)).to.equal(false);
  });

  it('gives up its place while it waits, and takes it back before it runs', async () => {
    const key = crypto.randomUUID();
    const steps: string[] = [];
    const { signal } = new AbortController();
    let end: () => void;
    const first = withUploadLock(key, { signal, onWait: () => undefined }, () => new Promise<void>((r) => (end = r)));
    let waits: () => void;
    const waiting = new Promise<void>((resolve) => (waits = resolve));
    const place = new Place(
      () => void steps.push('leaves'),
      () => Promise.resolve(void steps.push('is back')),
    );
    const second = withUploadLock(key, { signal, onWait: () => waits(), place }, () =>
      Promise.resolve(void steps.push('runs')),
    );
    await waiting;
    end!();
    await Promise.all([first, second]);
    expect(steps).to.deep.equal(['leaves', 'is back', 'runs']);
  });

  it('stops waiting when its signal is aborted', async () => {
    const key = crypto.randomUUID();
    const held = new AbortController();
    let finish = (): void => undefined;
    const task = (): Promise<void> => new Promise((resolve) => (finish = resolve));
    const first = withUploadLock(key, { signal: held.signal, onWait: () => undefined }, task);
    await waitUntil(() => isUploadLocked(key));
    const stop = new AbortController();
    const second = withUploadLock(key, { signal: stop.signal, onWait: () => stop.abort() }, task);
    expect(await second.catch((error: unknown) => (error as Error).name)).to.equal('AbortError');
    finish();
    await first;
  });

  it('runs the task if the browser refuses locks', async () => {
    const { request } = LockManager.prototype;
    LockManager.prototype.request = () => Promise.reject(new DOMException('Not here.', 'SecurityError'));
    try {
      const options = { signal: new AbortController().signal, onWait: () => undefined };
      expect(await withUploadLock('refused', options, (waited) => Promise.resolve(waited))).to.equal(false);
    } finally {
      LockManager.prototype.request = request;
    }
  });

  it('releases the lock when the task fails', async () => {
    const key = crypto.randomUUID();
    const task = (): Promise<never> => Promise.reject(new Error('failed'));
    const failed = withUploadLock(key, { signal: new AbortController().signal, onWait: () => undefined }, task);
    expect(await failed.catch((error: unknown) => (error as Error).message)).to.equal('failed');
    expect(await isUploadLocked(key)).to.equal(false);
  });
});
