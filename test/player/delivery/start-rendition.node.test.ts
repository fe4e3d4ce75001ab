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

/** Renditions as Stream makes them of a film of 1080 lines. */
const LADDER = [
  { height: 720, bandwidth: 2_400_000 },
  { height: 240, bandwidth: 400_000 },
  { height: 1080, bandwidth: 4_600_000 },
  { height: 360, bandwidth: 800_000 },
  { height: 480, bandwidth: 1_400_000 },
];
const chosen = (conditions: StartConditions): number | undefined => chooseStartRendition(LADDER, conditions)?.height;

describe('the rendition that a video begins with', () => {
  for (const [what, conditions, height] of [
    ['is the lowest where nothing is known of the line', { boxHeight: 2160 }, 240],
    ['is the lowest on a slow line', { bandwidth: 800_000, boxHeight: 720 }, 240],
    ['takes a quarter of the line', { bandwidth: 3_200_000, boxHeight: 720 }, 360],
    ['takes no more than that', { bandwidth: 3_199_999, boxHeight: 720 }, 240],
    ['rises with the line', { bandwidth: 9_000_000, boxHeight: 720 }, 480],
    ['is what the box has pixels for on a fast line', { bandwidth: 50_000_000, boxHeight: 720 }, 720],
    ['is the next one up where the box lies between two', { bandwidth: 50_000_000, boxHeight: 500 }, 720],
    ['is small in a small box', { bandwidth: 50_000_000, boxHeight: 112 }, 240],
    ['is the best where the box is larger than all', { bandwidth: 50_000_000, boxHeight: 2160 }, 1080],
    ['is the best where the box has no height', { bandwidth: 50_000_000 }, 1080],
    ['is what was chosen, whatever the line', { bandwidth: 1, height: 720 }, 720],
    ['is the next one down from what was chosen', { bandwidth: 50_000_000, height: 1000 }, 720],
    ['is the lowest where less than that was chosen', { bandwidth: 50_000_000, height: 100 }, 240],
  ] as const) {
    it(what, () => assert.equal(chosen(conditions), height));
  }

  it('is the only one where there is one, and none where there is none', () => {
    const only = { height: 1080, bandwidth: Infinity };
    assert.equal(chooseStartRendition([only], { bandwidth: 9 }), only);
    assert.equal(chooseStartRendition<ListedRendition>([], { bandwidth: 9 }), undefined);
  });

  it('is chosen by bandwidth alone where the playlist says no heights', () => {
    const flat = LADDER.map(({ bandwidth }) => ({ bandwidth, height: 0 }));
    assert.equal(chooseStartRendition(flat, { bandwidth: 9_600_000, boxHeight: 720 })?.bandwidth, 2_400_000);
    assert.equal(chooseStartRendition(flat, { bandwidth: 9_600_000, height: 720 })?.bandwidth, 400_000);
  });
});

describe('noteFirstSegment', () => {
  it('takes the fastest until an engine has measured the line, and nothing that says little', () => {
    noteFirstSegment(2_000, 1);
    assert.equal(knownBandwidth(), undefined);
    noteFirstSegment(100_000, 100);
    noteFirstSegment(100_000, 200);
    assert.equal(knownBandwidth(), 8e6);
    // A cache has it at once.
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

  it('goes by the fastest download, in bits a second', () => {
    assert.equal(estimateLine([download(100, 100), download(50, 20), download(20, 160)]), 20_000_000);
  });

  it('takes nothing from caches, small answers and hosts that say nothing', () => {
    assert.equal(estimateLine([]), undefined);
    assert.equal(estimateLine([download(100, 1, 0)]), undefined);
    // Asked for again, and answered that it is as it was.
    assert.equal(estimateLine([download(100, 20, 300)]), undefined);
    assert.equal(estimateLine([download(5, 1)]), undefined);
    assert.equal(estimateLine([{ ...download(0, 0), transferSize: 0 }]), undefined);
  });

  it('believes no time below five milliseconds', () => {
    for (const ms of [-100, 0, 1, 5]) assert.equal(estimateLine([download(100, ms)]), 160_000_000);
  });
});
