import { expect } from '@open-wc/testing';
import { UploadItem } from '../../../src/upload/sending/upload-item.js';
import { Semaphore } from '../../../src/upload/model/tasks.js';
import { FakeClock } from '../../harness/fake-clock.js';

describe('UploadItem, of a video that a form was filled in with again', () => {
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
    // A real Response takes its time over its text, which the clock knows nothing of.
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

  it('asks for it again on request, although this page does not have the file', async () => {
    const item = new UploadItem('1', {
      settings: () => ({
        endpoint: '/uploads',
        createUpload: null,
        statusEndpoint: '/videos/{uid}',
        scope: '',
        chunkBytes: null,
        accept: '',
        maxBytes: 1e9,
        maxSeconds: null,
      }),
      checks: new Semaphore(() => 1),
      sends: new Semaphore(() => 1),
      accepts: () => Promise.resolve(true),
      claims: () => true,
      onChange: () => undefined,
    });
    item.restore({ name: 'a.mp4', size: 1_000, type: 'video/mp4', lastModified: 0 }, 'a'.repeat(32));
    await clock.pass(90_000);
    expect(item.state).to.include({ status: 'error', recovery: 'retry' });

    isUp = true;
    item.retry();
    expect(item.state.status).to.equal('processing');
    await clock.pass(90_000);
    expect(item.state).to.include({ status: 'ready', uid: 'a'.repeat(32) });
  });
});
