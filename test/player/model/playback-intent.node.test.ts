import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audioTag, findLanguage, findQuality, findTrack } from '../../../src/player/model/playback-intent.js';

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

describe('findLanguage', () => {
  it('finds a language, or another region of it', () => {
    assert.equal(findLanguage(['en', 'fr_CA', 'fr'], 'FR-ca'), 'fr_CA');
    assert.equal(findLanguage(['en', 'fr-FR'], 'fr-CA'), 'fr-FR');
    assert.deepEqual([findLanguage(['en'], 'de'), findLanguage(['', 'en'], '')], [undefined, undefined]);
  });

  it('finds sound that is described where that is wanted, and only then, as long as there is both', () => {
    const [plain, described] = [audioTag('fr', false), audioTag('fr', true)];
    assert.deepEqual([plain, described, audioTag('', true)], ['fr', 'fr-x-ad', 'und-x-ad']);
    for (const tags of [
      [plain, described],
      [described, plain],
    ]) {
      assert.equal(findLanguage(tags, 'fr'), plain);
      assert.equal(findLanguage(tags, 'fr-CA'), plain);
      assert.equal(findLanguage(tags, audioTag('fr-CA', true)), described);
    }
    assert.equal(findLanguage(['de', plain], described), plain);
    assert.equal(findLanguage(['de', described], plain), described);
  });
});
