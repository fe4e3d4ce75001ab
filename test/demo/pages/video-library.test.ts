import FakeTimers, { type Clock } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Video } from '../../../demo/pages/api.js';
import { VideoLibrary } from '../../../demo/pages/video-library.js';

/** Stands in for the browser's: tests say what arrives. */
class FakeEventSource {
  static readonly CLOSED = 2;
  static readonly open: FakeEventSource[] = [];
  readyState = 1;
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    FakeEventSource.open.push(this);
  }
  close(): void {
    this.readyState = FakeEventSource.CLOSED;
    FakeEventSource.open.splice(FakeEventSource.open.indexOf(this), 1);
  }
  send(video: Video): void {
    this.onmessage?.({ data: JSON.stringify(video) });
  }
}

const makeVideo = (digit: string, changes: Partial<Video> = {}): Video => ({
  uid: digit.repeat(32),
  name: `Video ${digit}`,
  status: 'ready',
  percent: null,
  duration: 10,
  errorCode: null,
  createdAt: new Date().toISOString(),
  readyAt: null,
  ...changes,
});

let served: readonly Video[] | null;
let asked = 0;
let clock: Clock;
const page = Object.assign(new EventTarget(), { hidden: false });
const globals = globalThis as unknown as Record<string, unknown>;
const originals = { fetch: globals.fetch, document: globals.document, EventSource: globals.EventSource };

beforeEach(() => {
  served = [];
  asked = 0;
  page.hidden = false;
  FakeEventSource.open.length = 0;
  Object.assign(globalThis, {
    document: page,
    EventSource: FakeEventSource,
    fetch: async () => {
      asked += 1;
      return served ? Response.json({ videos: served }) : Promise.reject(new TypeError('Failed to fetch'));
    },
  });
  clock = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  clock.uninstall();
  Object.assign(globalThis, originals);
});

/** Lets the timer that is waiting fire, and waits for what comes of it. */
async function nextLook(library: VideoLibrary): Promise<void> {
  const changed = once(library, 'change');
  clock.tick(30_000);
  await changed;
}

describe('VideoLibrary', () => {
  it('lists, and asks no more while there is nothing to wait for', async () => {
    served = [makeVideo('1')];
    const library = new VideoLibrary();
    assert.equal(library.state.status, 'loading');
    await library.refresh();
    assert.equal(library.state.status, 'listed');
    clock.tick(600_000);
    assert.equal(asked, 1);
  });

  it('says that it failed, asks again by itself, and then lists', async () => {
    served = null;
    const library = new VideoLibrary();
    await library.refresh();
    assert.equal(library.state.status, 'failed');
    served = [makeVideo('1')];
    await nextLook(library);
    assert.equal(library.state.status, 'listed');
  });

  it('keeps what it has when the server stops answering, and says that it may be old', async () => {
    served = [makeVideo('1')];
    const library = new VideoLibrary();
    await library.refresh();
    served = null;
    await library.refresh();
    assert.equal(library.state.stale, true);
    assert.equal(library.state.videos.length, 1);
    served = [];
    await nextLook(library);
    assert.equal(library.state.stale, false);
  });

  it('follows what is processed by events until it is ready', async () => {
    const processing = makeVideo('1', { status: 'processing', percent: 5 });
    served = [processing];
    const library = new VideoLibrary();
    await library.refresh();
    const events = FakeEventSource.open[0]!;
    assert.equal(events.url, `/api/videos/${processing.uid}/events`);
    events.send({ ...processing, percent: 40 });
    assert.equal(library.state.videos[0]?.percent, 40);
    const ready = makeVideo('1');
    served = [ready];
    events.send(ready);
    assert.equal(library.state.videos[0].status, 'ready');
    assert.equal(FakeEventSource.open.length, 0);
  });

  it('asks instead where events do not come, and not in a storm', async () => {
    served = [makeVideo('1', { status: 'processing' })];
    const library = new VideoLibrary();
    await library.refresh();
    const events = FakeEventSource.open[0]!;
    events.close();
    events.onerror?.();
    assert.equal(asked, 1);
    await nextLook(library);
    assert.equal(asked, 2);
    assert.equal(FakeEventSource.open.length, 0);
  });

  it('leaves connections for others: of many only two are followed, the rest is asked for', async () => {
    served = ['1', '2', '3', '4'].map((digit) => makeVideo(digit, { status: 'processing' }));
    const library = new VideoLibrary();
    await library.refresh();
    assert.equal(FakeEventSource.open.length, 2);
    const before = asked;
    await nextLook(library);
    assert.equal(asked, before + 1);
  });

  it('asks less and less often while nothing changes, and not at all while nobody looks', async () => {
    served = [makeVideo('1', { status: 'pending' })];
    const library = new VideoLibrary();
    await library.refresh();
    for (let look = 0; look < 6; look += 1) await nextLook(library);
    const before = asked;
    clock.tick(10_000);
    assert.equal(asked, before);
    page.hidden = true;
    clock.tick(600_000);
    assert.equal(asked, before);
  });

  it('shows what this page sends, and forgets uploads that were given up a day ago', async () => {
    const yesterday = new Date(Date.now() - 25 * 3_600_000).toISOString();
    served = [makeVideo('1', { status: 'pending' }), makeVideo('2', { status: 'pending', createdAt: yesterday })];
    const library = new VideoLibrary();
    await library.refresh();
    assert.deepEqual(
      library.state.videos.map(({ uid }) => uid[0]),
      ['1'],
    );
    library.setSent('1'.repeat(32), 30);
    assert.equal(library.state.sent.get('1'.repeat(32)), 30);
    library.setSent('1'.repeat(32), null);
    assert.equal(library.state.sent.size, 0);
  });
});
