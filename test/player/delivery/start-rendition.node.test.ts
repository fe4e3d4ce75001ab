import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  chooseStartRendition,
  estimateLine,
  knownBandwidth,
  LINE,
  noteFirstSegment,
  type ListedRendition,
  type StartConditions,
} from '../../../src/player/delivery/start-rendition.js';

/** Renditions that Stream makes of a 1080p film. */
const LADDER = [
  { height: 720, bandwidth: 2_400_000 },
  { height: 240, bandwidth: 400_000 },
  { height: 1080, bandwidth: 4_600_000 },
  { height: 360, bandwidth: 800_000 },
  { height: 480, bandwidth: 1_400_000 },
];
const chosen = (conditions: StartConditions): number | undefined => chooseStartRendition(LADDER, conditions)?.height;

describe('the first rendition', () => {
  for (const [what, conditions, height] of [
    ['is the lowest when the bandwidth is unknown', { boxHeight: 2160 }, 240],
    ['is the lowest at a low bandwidth', { bandwidth: 800_000, boxHeight: 720 }, 240],
    ['uses up to a quarter of the bandwidth', { bandwidth: 3_200_000, boxHeight: 720 }, 360],
    ['uses no more than a quarter of the bandwidth', { bandwidth: 3_199_999, boxHeight: 720 }, 240],
    ['rises with the bandwidth', { bandwidth: 9_000_000, boxHeight: 720 }, 480],
    ['has the height of the box at a high bandwidth', { bandwidth: 50_000_000, boxHeight: 720 }, 720],
    ['is the next higher one when the box is between two', { bandwidth: 50_000_000, boxHeight: 500 }, 720],
    ['is small in a small box', { bandwidth: 50_000_000, boxHeight: 112 }, 240],
    ['is the highest when the box is larger than all', { bandwidth: 50_000_000, boxHeight: 2160 }, 1080],
    ['is the highest when the box has no height', { bandwidth: 50_000_000 }, 1080],
    ['is the chosen one at any bandwidth', { bandwidth: 1, height: 720 }, 720],
    ['is the next lower one when the chosen height is not listed', { bandwidth: 50_000_000, height: 1000 }, 720],
    ['is the lowest when an even lower one was chosen', { bandwidth: 50_000_000, height: 100 }, 240],
  ] as const) {
    it(what, () => assert.equal(chosen(conditions), height));
  }

  it('is the only one when there is one, and undefined when there is none', () => {
    const only = { height: 1080, bandwidth: Infinity };
    assert.equal(chooseStartRendition([only], { bandwidth: 9 }), only);
    assert.equal(chooseStartRendition<ListedRendition>([], { bandwidth: 9 }), undefined);
  });

  it('is chosen by bandwidth alone when the playlist lists no heights', () => {
    const flat = LADDER.map(({ bandwidth }) => ({ bandwidth, height: 0 }));
    assert.equal(chooseStartRendition(flat, { bandwidth: 9_600_000, boxHeight: 720 })?.bandwidth, 2_400_000);
    assert.equal(chooseStartRendition(flat, { bandwidth: 9_600_000, height: 720 })?.bandwidth, 400_000);
  });
});

describe('noteFirstSegment', () => {
  it('keeps the fastest until an engine has measured the bandwidth, and ignores tiny segments', () => {
    noteFirstSegment(2_000, 1);
    assert.equal(knownBandwidth(), undefined);
    noteFirstSegment(100_000, 100);
    noteFirstSegment(100_000, 200);
    assert.equal(knownBandwidth(), 8e6);
    // A cached segment arrives at once.
    noteFirstSegment(100_000, 5);
    assert.equal(knownBandwidth(), 8e6);
    LINE.measured = 1e6;
    assert.equal(knownBandwidth(), 1e6);
    delete LINE.measured;
    delete LINE.early;
  });
});

describe('estimateLine', () => {
  const download = (kilobytes: number, ms: number, transferSize = kilobytes * 1000) => ({
    transferSize,
    encodedBodySize: kilobytes * 1000,
    responseStart: 100,
    responseEnd: 100 + ms,
  });

  it('returns the speed of the fastest download, in bits per second', () => {
    assert.equal(estimateLine([download(100, 100), download(50, 20), download(20, 160)]), 20_000_000);
  });

  it('ignores cached and small responses, and hosts that report no sizes', () => {
    assert.equal(estimateLine([]), undefined);
    assert.equal(estimateLine([download(100, 1, 0)]), undefined);
    // Revalidated: it has not changed.
    assert.equal(estimateLine([download(100, 20, 300)]), undefined);
    assert.equal(estimateLine([download(5, 1)]), undefined);
    assert.equal(estimateLine([{ ...download(0, 0), transferSize: 0 }]), undefined);
  });

  it('assumes at least five milliseconds', () => {
    for (const ms of [-100, 0, 1, 5]) assert.equal(estimateLine([download(100, ms)]), 160_000_000);
  });
});
