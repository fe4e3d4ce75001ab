import { expect } from '@open-wc/testing';
import { StallDetector } from '../../../src/player/playback/stall-detector.js';
import { RECOVERY } from '../../../src/player/model/recovery-policy.js';
import { FakeClock } from '../../harness/fake-clock.js';
import { FakeMedia } from '../../harness/fake-media.js';

describe('StallDetector', () => {
  let clock: FakeClock;
  let media: FakeMedia;
  let video: FakeMedia['fake'];
  let life: AbortController;
  let reloads: number[];
  let arriving: number;
  let watch: StallDetector;
  beforeEach(() => {
    clock = new FakeClock();
    media = new FakeMedia({ currentTime: 7, readyState: HTMLMediaElement.HAVE_METADATA });
    video = media.fake;
    life = new AbortController();
    reloads = [];
    arriving = 0;
    const engine = {
      get arrivingBytes() {
        return arriving;
      },
    };
    watch = new StallDetector(
      media,
      engine,
      { resume: () => reloads.push(1), restart: () => reloads.push(2) },
      life.signal,
    );
  });
  afterEach(() => {
    life.abort();
    clock.uninstall();
  });

  it('resumes when there is nothing to play, and restarts when that has not helped', async () => {
    media.say('emptied');
    await clock.pass(RECOVERY.reloadAfterMs - 1);
    expect(reloads).to.deep.equal([]);
    await clock.pass(1);
    await clock.pass(RECOVERY.reloadAfterMs);
    expect(reloads).to.deep.equal([1, 2]);
    media.say('playing');
    media.say('waiting');
    await clock.pass(RECOVERY.reloadAfterMs);
    expect(reloads, 'it counts anew after it has played').to.deep.equal([1, 2, 1]);
  });

  it('waits longer while data arrives slowly, but not for ever', async () => {
    media.say('waiting');
    for (let times = 1; times < RECOVERY.slowFactor; times += 1) {
      arriving += 100;
      await clock.pass(RECOVERY.reloadAfterMs);
    }
    expect(reloads).to.deep.equal([]);
    arriving += 100;
    await clock.pass(RECOVERY.reloadAfterMs);
    expect(reloads).to.deep.equal([1]);
    arriving = 0;
    await clock.pass(RECOVERY.reloadAfterMs);
    expect(reloads, 'what was under way is there, and is of no use').to.deep.equal([1, 2]);
  });

  it('does not take a change of position for progress when nothing is loaded', async () => {
    Object.assign(video, { readyState: HTMLMediaElement.HAVE_NOTHING, currentTime: 0 });
    media.say('play');
    video.currentTime = 47;
    media.say('timeupdate');
    await clock.pass(RECOVERY.reloadAfterMs);
    expect(reloads).to.deep.equal([1]);
  });

  it('nudges the position when there is data and playback stands still', async () => {
    video.readyState = HTMLMediaElement.HAVE_ENOUGH_DATA;
    media.say('waiting');
    await clock.pass(RECOVERY.nudgeAfterMs);
    expect(video.currentTime).to.be.closeTo(7.1, 0.001);
    expect(reloads).to.deep.equal([]);
  });

  it('does nothing while it is suspended, and watches again once it is resumed', async () => {
    media.say('waiting');
    watch.suspend();
    media.say('waiting');
    await clock.pass(60_000);
    expect(reloads).to.deep.equal([]);
    expect(clock.waiting).to.equal(0);
    watch.resume();
    await clock.pass(RECOVERY.reloadAfterMs);
    expect(reloads, 'nothing was said since').to.deep.equal([1]);
  });

  it('does nothing while the video is paused or plays', async () => {
    media.say('waiting');
    video.currentTime = 8;
    media.say('timeupdate');
    await clock.pass(60_000);
    media.say('waiting');
    video.paused = true;
    media.say('pause');
    await clock.pass(60_000);
    expect(reloads).to.deep.equal([]);
    expect(clock.waiting).to.equal(0);
  });
});
