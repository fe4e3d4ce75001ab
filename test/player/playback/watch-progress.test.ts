import { expect } from '@open-wc/testing';
import type { WatchProgressDetail } from '../../../src/define/player.js';
import { WatchProgress } from '../../../src/player/playback/watch-progress.js';
import { timeRanges } from '../../harness/fake-media.js';

describe('WatchProgress', () => {
  it('counts what was played before its code was loaded, and goes on from there', () => {
    const player = Object.assign(new EventTarget(), { seekableUntil: undefined, played: timeRanges([0, 1], [4, 6]) });
    const told: WatchProgressDetail[] = [];
    player.addEventListener('cf-stream-progress', (event) =>
      told.push((event as CustomEvent<WatchProgressDetail>).detail),
    );
    const events = new EventTarget();
    const media = {
      currentTime: 6,
      limit: Infinity,
      reading: { paused: false, duration: 10, playbackRate: 1 },
      seek: () => undefined,
      on: (types: readonly string[], listener: (type: never) => void) =>
        types.forEach((type) => events.addEventListener(type, () => listener(type as never))),
    };
    new WatchProgress(player, media, new AbortController().signal);
    expect(told.map(({ percent }) => percent)).to.deep.equal([50]);
    media.currentTime = 7.6;
    events.dispatchEvent(new Event('timeupdate'));
    expect(told.map(({ percent }) => percent)).to.deep.equal([50, 75]);
    expect(told[1]!.watched).to.deep.equal([
      [0, 1],
      [4, 7.6],
    ]);
  });
});
