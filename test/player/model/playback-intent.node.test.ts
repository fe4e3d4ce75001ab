import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findQuality, findTrack } from '../../../src/player/model/playback-intent.js';

const SIZES = [
  { id: '0', height: 360, bitrate: 8e5 },
  { id: '1', height: 720, bitrate: 2e6 },
  { id: '2', height: 720, bitrate: 4e6 },
  { id: '3', height: 1080, bitrate: 6e6 },
];
const VOICES = [
  { id: 'a', language: 'en', label: 'English' },
  { id: 'b', language: 'en', label: 'Commentary' },
  { id: 'c', language: 'fr', label: 'Commentary' },
];

describe('findTrack', () => {
  it('finds a track by language and label, whatever its id and its place are', () => {
    assert.equal(findTrack(VOICES, { language: 'en', label: 'Commentary' })?.id, 'b');
    assert.equal(findTrack([...VOICES].reverse(), { language: 'en', label: 'Commentary' })?.id, 'b');
  });

  it('finds none where only one of the two is the same', () => {
    assert.equal(findTrack(VOICES, { language: 'fr', label: 'English' }), undefined);
    assert.equal(findTrack(VOICES, { language: 'de', label: 'Commentary' }), undefined);
  });

  it('finds none where none was wanted, also where a track has neither', () => {
    assert.equal(findTrack([{ language: '', label: '' }], undefined), undefined);
  });
});

describe('findQuality', () => {
  it('finds a quality by its size, whatever its id and its place are', () => {
    assert.equal(findQuality([...SIZES].reverse(), { height: 720, bitrate: 4e6 })?.id, '2');
  });

  it('takes the nearest bitrate of the same height', () => {
    assert.equal(findQuality(SIZES, { height: 720, bitrate: 3.5e6 })?.id, '2');
    assert.equal(findQuality(SIZES, { height: 720, bitrate: 1 })?.id, '1');
  });

  it('finds none of another height, and none where none was wanted', () => {
    assert.equal(findQuality(SIZES, { height: 480, bitrate: 2e6 }), undefined);
    assert.equal(findQuality(SIZES, undefined), undefined);
    assert.equal(findQuality(SIZES.slice(0, 0), { height: 720, bitrate: 2e6 }), undefined);
  });

  it('leaves the list in its order', () => {
    findQuality(SIZES, { height: 720, bitrate: 4e6 });
    assert.deepEqual(
      SIZES.map(({ id }) => id),
      ['0', '1', '2', '3'],
    );
  });
});
