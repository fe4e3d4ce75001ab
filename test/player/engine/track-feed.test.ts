import { expect } from '@open-wc/testing';
import type { StartTrack } from '../../../src/player/delivery/start-plan.js';
import { TrackFeed } from '../../../src/player/engine/track-feed.js';

/** A buffer that finishes an append when the test says so. */
class SlowBuffer extends EventTarget {
  updating = false;
  appended = 0;
  appendBuffer(): void {
    this.updating = true;
    this.appended += 1;
  }
  abort(): void {
    this.updating = false;
  }
  finish(): void {
    this.updating = false;
    this.dispatchEvent(new Event('updateend'));
  }
}

describe('TrackFeed', () => {
  const track = { type: 'video', segments: [] } as unknown as StartTrack;

  it('resolves stop() and idle() when it is stopped within a segment, and appends nothing more', async () => {
    const buffer = new SlowBuffer();
    const { signal } = new AbortController();
    const feed = new TrackFeed(track, buffer as unknown as SourceBuffer, 0, () => undefined, signal);
    feed.append(new Uint8Array(8));
    const stopped = feed.stop();
    // The rest of the segment arrives before the browser has taken the first half.
    feed.append(new Uint8Array(8));
    const idle = feed.idle();
    buffer.finish();
    await Promise.all([stopped, idle]);
    expect(buffer.appended, 'nothing after it was stopped').to.equal(1);
  });
});
