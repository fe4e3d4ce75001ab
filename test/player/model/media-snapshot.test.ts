import { expect } from '@open-wc/testing';
import { isLive, seekRange } from '../../../src/player/model/media-snapshot.js';

describe('seekRange', () => {
  const cases: [what: string, media: Parameters<typeof seekRange>[0], range: [number, number]][] = [
    ['a recording from its start to its end', { duration: 64, seekable: [0, 64], livePosition: 0 }, [0, 64]],
    [
      'a recording of unknown duration without an end',
      { duration: NaN, seekable: [0, 0], livePosition: 0 },
      [0, Infinity],
    ],
    ['an empty source without an end', { duration: 0, seekable: [0, 0], livePosition: 0 }, [0, Infinity]],
    ['a broadcast up to its live position', { duration: Infinity, seekable: [20, 130], livePosition: 112 }, [20, 112]],
    [
      'a broadcast of unknown live position without an end',
      { duration: Infinity, seekable: [20, 130], livePosition: 0 },
      [0, Infinity],
    ],
  ];
  for (const [what, media, range] of cases) {
    it(`spans ${what}`, () => {
      expect(seekRange(media)).to.deep.equal(range);
    });
  }
});

describe('isLive', () => {
  it('recognises a broadcast by its infinite duration', () => {
    expect([Infinity, 64, NaN].map((duration) => isLive({ duration }))).to.deep.equal([true, false, false]);
  });
});
