import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CAPTION_VALUES, type CaptionStyle } from '../../../src/player/model/caption-style.js';
import { parsePreferences } from '../../../src/player/model/stored-preferences.js';

describe('parsePreferences', () => {
  it('keeps valid preferences, and caps the bandwidth', () => {
    const kept = {
      volume: 0.4,
      muted: true,
      playbackRate: 1.5,
      captions: 'pt-BR',
      audio: 'fr',
      quality: 720,
      captionStyle: { font: 'casual', size: 2, color: 'yellow', backgroundOpacity: 0, edge: 'outline' },
      positions: [['a', 12]],
      bandwidth: 8_400_000,
    };
    assert.deepEqual(parsePreferences(kept), kept);
    assert.deepEqual(parsePreferences({ captions: null }), { captions: null });
    assert.deepEqual(parsePreferences({ quality: null }), { quality: null });
    assert.deepEqual(parsePreferences({ bandwidth: 4e10 }), { bandwidth: 1e9 });
  });

  for (const [name, values] of Object.entries({
    volume: [-0.1, 1.1, NaN, '0.5', null],
    muted: ['yes', 1, null],
    playbackRate: [0, -1, 1e308, NaN, Infinity, '2', null],
    captions: [5, true, {}, 'a'.repeat(100), '<b>'],
    audio: [5, null, true, 'a'.repeat(100), '<b>'],
    quality: [0, -1, NaN, Infinity, 1e9, '720', {}],
    captionStyle: [null, 'yellow', 7],
    positions: [null, 'a', { length: 3 }],
    bandwidth: [0, -1, NaN, Infinity, '5', null],
  })) {
    for (const value of values) {
      it(`drops ${name} when it is ${JSON.stringify(value).slice(0, 20)}`, () => {
        assert.deepEqual(parsePreferences({ muted: false, [name]: value }), name === 'muted' ? {} : { muted: false });
      });
    }
  }

  it('drops invalid positions and styles, and positions beyond the last hundred', () => {
    const bad = [null, 'a', ['a'], [1, 2], ['a', -1], ['a', NaN], ['a', 1e300], ['a', '5'], []];
    assert.deepEqual(parsePreferences({ positions: [...bad, ['b', 5]] }), { positions: [['b', 5]] });
    const many = Array.from({ length: 100_000 }, (_, at) => [`v${at}`, at]);
    assert.equal(parsePreferences({ positions: many }).positions?.length, 100);
    assert.deepEqual(parsePreferences({ captionStyle: { size: 'x', color: 3, more: 1 } }), { captionStyle: {} });
  });

  const styleOf = (captionStyle: unknown): CaptionStyle | undefined => parsePreferences({ captionStyle }).captionStyle;

  it('keeps each valid option of the caption style, and drops only the invalid ones', () => {
    for (const [name, values] of Object.entries(CAPTION_VALUES)) {
      for (const value of values) assert.deepEqual(styleOf({ [name]: value }), { [name]: value });
      for (const value of [5, 0.51, NaN, -1, '1', 'pink', 'toString', '', true, null, [values[0]], { size: 1 }])
        assert.deepEqual(styleOf({ size: 2, edge: 'raised', [name]: value }), {
          ...(name !== 'size' && { size: 2 }),
          ...(name !== 'edge' && { edge: 'raised' }),
        });
    }
  });

  it('converts caption styles that earlier versions have stored', () => {
    const before = (background: string, color = 'white'): CaptionStyle | undefined =>
      styleOf({ size: 1.5, color, background });
    assert.deepEqual(before('translucent'), { size: 1.5 });
    assert.deepEqual(before('solid', 'yellow'), { size: 1.5, color: 'yellow', backgroundOpacity: 1 });
    assert.deepEqual(before('none'), { size: 1.5, backgroundOpacity: 0 });
    assert.deepEqual(before('blue'), { size: 1.5, color: 'white', background: 'blue' });
  });

  it('returns no preferences for any other value', () => {
    for (const value of [undefined, null, 7, 'text', [], Promise.resolve({})]) {
      assert.deepEqual(parsePreferences(value), {});
    }
  });
});
