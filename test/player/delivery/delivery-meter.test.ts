import { expect } from '@open-wc/testing';
import { DeliveryMeter, type DeliveryTotals } from '../../../src/player/delivery/delivery-meter.js';
import { FakeMedia } from '../../harness/fake-media.js';

describe('DeliveryMeter', () => {
  let told: DeliveryTotals[];
  let meter: DeliveryMeter;
  let media: FakeMedia;
  let life: AbortController;
  beforeEach(() => {
    told = [];
    meter = new DeliveryMeter((totals) => told.push(totals));
    media = new FakeMedia();
    life = new AbortController();
    meter.observe(media.video, () => media.fake.currentTime, life.signal);
  });
  afterEach(() => life.abort());
  const watched = (): number[] => told.map(({ watchedSeconds }) => watchedSeconds);

  /** Plays up to a second with four `timeupdate` events per second, as browsers do. */
  const playOn = (from: number, to: number): void => {
    for (let second = from; second <= to; second += 0.25) media.say('timeupdate', { currentTime: second });
  };
  const seek = (to: number): void => {
    media.say('seeking', { currentTime: to });
    media.say('timeupdate', { currentTime: to });
  };

  it('counts watched seconds, and not those that a seek skips', () => {
    playOn(0, 10);
    seek(100);
    playOn(100, 105);
    seek(50);
    playOn(50, 51);
    media.say('pause', { currentTime: 51 });
    expect(watched()).to.deep.equal([16]);
  });

  it('does not count even a short seek', () => {
    playOn(0, 3);
    seek(4.5);
    playOn(4.5, 5);
    media.say('pause', { currentTime: 5 });
    expect(watched()).to.deep.equal([3.5]);
  });

  it('treats a jump without `seeking` as a seek', () => {
    playOn(0, 3);
    playOn(20, 21);
    media.say('ended', { currentTime: 21 });
    expect(watched()).to.deep.equal([4]);
  });

  it('starts counting at the first position of another source', () => {
    playOn(0, 3);
    media.say('emptied', { currentTime: 0 });
    media.say('timeupdate', { currentTime: 4 });
    playOn(4, 5);
    media.say('pause', { currentTime: 5 });
    expect(watched()).to.deep.equal([4]);
  });

  it('counts seconds that are watched again', () => {
    playOn(0, 5);
    seek(0);
    playOn(0, 5);
    media.say('pause', { currentTime: 5 });
    expect(watched()).to.deep.equal([10]);
  });

  it('reports the totals every 30 watched seconds', () => {
    playOn(0, 29.75);
    expect(watched()).to.deep.equal([]);
    playOn(29.75, 65);
    expect(watched()).to.deep.equal([30, 60]);
  });

  it('reports the totals at a pause and at the end, once when nothing has changed', () => {
    playOn(0, 5);
    media.say('pause', { currentTime: 5 });
    media.say('ended', { currentTime: 5 });
    meter.flush();
    expect(watched()).to.deep.equal([5]);
  });

  it('reports fetched seconds, also when none are watched', () => {
    meter.flush();
    expect(told, 'nothing was').to.deep.equal([]);
    meter.fetched(4);
    meter.fetched(2.5);
    meter.flush();
    meter.flush();
    expect(told).to.deep.equal([{ fetchedSeconds: 6.5, watchedSeconds: 0 }]);
  });
});
