import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseEngine, type EngineName, type EnginePreference } from '../../../src/player/engine/engine-choice.js';

describe('chooseEngine', () => {
  const choices: [EnginePreference, mediaSource: boolean, nativeHls: boolean, EngineName | undefined][] = [
    ['auto', true, true, 'hls.js'],
    ['auto', true, false, 'hls.js'],
    ['auto', false, true, 'native'],
    ['auto', false, false, undefined],
    ['hls.js', true, true, 'hls.js'],
    ['hls.js', false, true, undefined],
    ['native', true, true, 'native'],
    ['native', true, false, undefined],
  ];
  for (const [preference, mediaSource, nativeHls, expected] of choices) {
    it(`${preference}, MediaSource ${mediaSource}, own HLS ${nativeHls}: ${expected ?? 'none'}`, () => {
      assert.equal(chooseEngine(preference, { mediaSource, nativeHls }), expected);
    });
  }
});
