import { expect } from '@open-wc/testing';
import { isLive, seekRange } from '../../../src/player/model/media-snapshot.js';

describe('seekRange', () => {
  const cases: [what: string, media: Parameters<typeof seekRange>[0], range: [number, number]][] = [
    ['a recording from its start to its end', { duration: 64, seekable: [0, 64], livePosition: 0 }, [0, 64]],
    ['a recording without a length with no end', { duration: NaN, seekable: [0, 0], livePosition: 0 }, [0, Infinity]],
    ['nothing at all with no end', { duration: 0, seekable: [0, 0], livePosition: 0 }, [0, Infinity]],
    ['a broadcast up to where it is joined', { duration: Infinity, seekable: [20, 130], livePosition: 112 }, [20, 112]],
    [
      'a broadcast that nobody knows where to join with no end',
      { duration: Infinity, seekable: [20, 130], livePosition: 0 },
      [0, Infinity],
    ],
  ];
  for (const [what, media, range] of cases) {
    it(`gives ${what}`, () => {
      expect(seekRange(media)).to.deep.equal(range);
    });
  }
});

describe('isLive', () => {
  it('knows a broadcast by its length', () => {
    expect([Infinity, 64, NaN].map((duration) => isLive({ duration }))).to.deep.equal([true, false, false]);
  });
});
