import { expect } from '@open-wc/testing';
import { BufferedDelta } from '../../../src/player/engine/buffered-delta.js';
import { timeRanges } from '../../harness/fake-media.js';

describe('BufferedDelta', () => {
  it('counts what is added at the end of the buffer', () => {
    const growth = new BufferedDelta();
    expect(growth.next(timeRanges([0, 6]), 0)).to.equal(6);
    expect(growth.next(timeRanges([0, 10]), 3)).to.equal(4);
    expect(growth.next(timeRanges([0, 10]), 4)).to.equal(0);
  });

  it('counts neither what is before the start of playback nor what a seek skips', () => {
    const growth = new BufferedDelta();
    expect(growth.next(timeRanges([600, 606]), 600)).to.equal(6);
    expect(growth.next(timeRanges([600, 606], [900, 904]), 901)).to.equal(4);
  });

  it('counts evicted parts when they are fetched again, but not their eviction', () => {
    const growth = new BufferedDelta();
    growth.next(timeRanges([0, 40]), 30);
    expect(growth.next(timeRanges([20, 40]), 31)).to.equal(0);
    expect(growth.next(timeRanges([10, 40]), 12)).to.equal(10);
  });

  it('counts nothing while nothing around the position is buffered', () => {
    const growth = new BufferedDelta();
    growth.next(timeRanges([0, 10]), 5);
    expect(growth.next(timeRanges([0, 10]), 60)).to.equal(0);
    expect(growth.next(timeRanges(), 5)).to.equal(0);
  });

  it('counts another source from its own start', () => {
    const growth = new BufferedDelta();
    growth.next(timeRanges([0, 10]), 5);
    growth.restart();
    expect(growth.next(timeRanges([4, 10]), 5)).to.equal(6);
  });
});
