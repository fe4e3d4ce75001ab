import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseResolution, shorterSide, withinLimits } from '../../../src/player/delivery/resolution-limits.js';
import { chooseStartRendition } from '../../../src/player/delivery/start-rendition.js';

const LADDER = [240, 360, 480, 720, 1080].map((height) => ({ height, bandwidth: height * 4_000 }));
const heights = (min?: number, max?: number): number[] =>
  withinLimits(LADDER, { min, max }).map(({ height }) => height);

describe('resolution limits', () => {
  it('are read with and without “p”, and ignored when they are anything else', () => {
    const read = ['720p', ' 1080P ', '480', 360, '', 'auto', '720px', '-720', '9', null, undefined].map(
      parseResolution,
    );
    const none = [undefined, undefined, undefined, undefined, undefined, undefined, undefined];
    assert.deepEqual(read, [720, 1080, 480, 360, ...none]);
  });

  it('keep what is within them, or else the nearest', () => {
    assert.deepEqual(heights(), [240, 360, 480, 720, 1080]);
    assert.deepEqual(heights(360, 720), [360, 480, 720]);
    assert.deepEqual(heights(undefined, 144), [240]);
    assert.deepEqual(heights(2160), [1080]);
    assert.deepEqual(heights(720, 480), [480], 'the upper one wins');
  });

  it('apply to the shorter side of an upright picture, and not to an unknown size', () => {
    const upright = { width: 1080, height: 1920 };
    assert.equal(shorterSide(upright), 1080);
    assert.deepEqual(withinLimits([upright, { width: 0, height: 0 }], { min: 720, max: 1080 }).length, 2);
    assert.deepEqual(withinLimits([{ height: 0 }], { max: 480 }).length, 1);
  });

  it('apply to the first rendition of a video', () => {
    const start = (conditions: object): number | undefined => chooseStartRendition(LADDER, conditions)?.height;
    assert.equal(start({ limits: { min: 480 } }), 480);
    assert.equal(start({ bandwidth: 1e9, limits: { max: 720 } }), 720);
    assert.equal(start({ height: 240, limits: { min: 360 } }), 360);
  });
});
