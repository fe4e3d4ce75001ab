import FakeTimers, { type Clock } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Video } from '../../../demo/pages/api.js';
import { VideoLibrary } from '../../../demo/pages/video-library.js';

/** A fake EventSource whose messages the tests send. */
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
let requestCount = 0;
let clock: Clock;
const page = Object.assign(new EventTarget(), { hidden: false });
const globals = globalThis as unknown as Record<string, unknown>;
const originals = { fetch: globals.fetch, document: globals.document, EventSource: globals.EventSource };

/** Fires the pending poll timer, and waits for the change it leads to. */
async function nextPoll(library: VideoLibrary): Promise<void> {
  const changed = once(library, 'change');
  clock.tick(30_000);
  await changed;
}

describe('VideoLibrary', () => {
  beforeEach(() => {
    served = [];
    requestCount = 0;
    page.hidden = false;
    FakeEventSource.open.length = 0;
    Object.assign(globalThis, {
      document: page,
      EventSource: FakeEventSource,
      fetch: async () => {
        requestCount += 1;
        return served ? Response.json({ videos: served }) : Promise.reject(new TypeError('Failed to fetch'));
      },
    });
    clock = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout'] });
  });

  afterEach(() => {
    clock.uninstall();
    Object.assign(globalThis, originals);
  });

  it('sends no further request once every listed video is finished', async () => {
    served = [makeVideo('1')];
    const library = new VideoLibrary();
    assert.equal(library.state.status, 'loading');
    await library.refresh();
    assert.equal(library.state.status, 'listed');
    clock.tick(600_000);
    assert.equal(requestCount, 1);
  });

  it('reports a failed first request, and lists the videos when its retry succeeds', async () => {
    served = null;
    const library = new VideoLibrary();
    await library.refresh();
    assert.equal(library.state.status, 'failed');
    served = [makeVideo('1')];
    await nextPoll(library);
    assert.equal(library.state.status, 'listed');
  });

  it('keeps its videos and marks them stale while the server does not respond', async () => {
    served = [makeVideo('1')];
    const library = new VideoLibrary();
    await library.refresh();
    served = null;
    await library.refresh();
    assert.equal(library.state.stale, true);
    assert.equal(library.state.videos.length, 1);
    served = [];
    await nextPoll(library);
    assert.equal(library.state.stale, false);
  });

  it('updates a processing video by server-sent events until it is ready', async () => {
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

  it('polls with a delay when the event stream of a video fails', async () => {
    served = [makeVideo('1', { status: 'processing' })];
    const library = new VideoLibrary();
    await library.refresh();
    const events = FakeEventSource.open[0]!;
    events.close();
    events.onerror?.();
    assert.equal(requestCount, 1);
    await nextPoll(library);
    assert.equal(requestCount, 2);
    assert.equal(FakeEventSource.open.length, 0);
  });

  it('subscribes to two of several processing videos, and polls for the others', async () => {
    served = ['1', '2', '3', '4'].map((digit) => makeVideo(digit, { status: 'processing' }));
    const library = new VideoLibrary();
    await library.refresh();
    assert.equal(FakeEventSource.open.length, 2);
    const before = requestCount;
    await nextPoll(library);
    assert.equal(requestCount, before + 1);
  });

  it('polls less and less often while nothing changes, and not at all while the page is hidden', async () => {
    served = [makeVideo('1', { status: 'pending' })];
    const library = new VideoLibrary();
    await library.refresh();
    for (let poll = 0; poll < 6; poll += 1) await nextPoll(library);
    const before = requestCount;
    clock.tick(10_000);
    assert.equal(requestCount, before);
    page.hidden = true;
    clock.tick(600_000);
    assert.equal(requestCount, before);
  });

  it('keeps the progress of its own uploads, and leaves out unfinished ones older than a day', async () => {
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
