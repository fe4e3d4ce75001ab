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

  /** Plays on to a second, as a browser tells it: four times a second. */
  const playOn = (from: number, to: number): void => {
    for (let second = from; second <= to; second += 0.25) media.say('timeupdate', { currentTime: second });
  };
  const seek = (to: number): void => {
    media.say('seeking', { currentTime: to });
    media.say('timeupdate', { currentTime: to });
  };

  it('counts what was watched, and not what a seek has passed over', () => {
    playOn(0, 10);
    seek(100);
    playOn(100, 105);
    seek(50);
    playOn(50, 51);
    media.say('pause', { currentTime: 51 });
    expect(watched()).to.deep.equal([16]);
  });

  it('takes even a short seek for none of it', () => {
    playOn(0, 3);
    seek(4.5);
    playOn(4.5, 5);
    media.say('pause', { currentTime: 5 });
    expect(watched()).to.deep.equal([3.5]);
  });

  it('takes a jump for a seek that nobody told of', () => {
    playOn(0, 3);
    playOn(20, 21);
    media.say('ended', { currentTime: 21 });
    expect(watched()).to.deep.equal([4]);
  });

  it('begins at the first position of another source', () => {
    playOn(0, 3);
    media.say('emptied', { currentTime: 0 });
    media.say('timeupdate', { currentTime: 4 });
    playOn(4, 5);
    media.say('pause', { currentTime: 5 });
    expect(watched()).to.deep.equal([4]);
  });

  it('counts what is watched again', () => {
    playOn(0, 5);
    seek(0);
    playOn(0, 5);
    media.say('pause', { currentTime: 5 });
    expect(watched()).to.deep.equal([10]);
  });

  it('tells the totals every 30 seconds watched', () => {
    playOn(0, 29.75);
    expect(watched()).to.deep.equal([]);
    playOn(29.75, 65);
    expect(watched()).to.deep.equal([30, 60]);
  });

  it('tells them at a pause and at the end, once where nothing has changed', () => {
    playOn(0, 5);
    media.say('pause', { currentTime: 5 });
    media.say('ended', { currentTime: 5 });
    meter.flush();
    expect(watched()).to.deep.equal([5]);
  });

  it('tells what was fetched, also where nobody has watched it', () => {
    meter.flush();
    expect(told, 'nothing was').to.deep.equal([]);
    meter.fetched(4);
    meter.fetched(2.5);
    meter.flush();
    meter.flush();
    expect(told).to.deep.equal([{ fetchedSeconds: 6.5, watchedSeconds: 0 }]);
  });
});
