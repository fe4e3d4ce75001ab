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
  it('finds a track by language and label, whatever its id and its place in the list', () => {
    assert.equal(findTrack(VOICES, { language: 'en', label: 'Commentary' })?.id, 'b');
    assert.equal(findTrack([...VOICES].reverse(), { language: 'en', label: 'Commentary' })?.id, 'b');
  });

  it('finds no track of which only the language or the label is the same', () => {
    assert.equal(findTrack(VOICES, { language: 'fr', label: 'English' }), undefined);
    assert.equal(findTrack(VOICES, { language: 'de', label: 'Commentary' }), undefined);
  });

  it('finds no track when none was wanted, not even one without language and label', () => {
    assert.equal(findTrack([{ language: '', label: '' }], undefined), undefined);
  });
});

describe('findQuality', () => {
  it('finds a quality by its size, whatever its id and its place in the list', () => {
    assert.equal(findQuality([...SIZES].reverse(), { height: 720, bitrate: 4e6 })?.id, '2');
  });

  it('finds the nearest bitrate of the same height', () => {
    assert.equal(findQuality(SIZES, { height: 720, bitrate: 3.5e6 })?.id, '2');
    assert.equal(findQuality(SIZES, { height: 720, bitrate: 1 })?.id, '1');
  });

  it('finds no quality of another height, and none when none was wanted', () => {
    assert.equal(findQuality(SIZES, { height: 480, bitrate: 2e6 }), undefined);
    assert.equal(findQuality(SIZES, undefined), undefined);
    assert.equal(findQuality(SIZES.slice(0, 0), { height: 720, bitrate: 2e6 }), undefined);
  });

  it('does not reorder the list of qualities', () => {
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

  it('finds audio description only when that is wanted, unless there is nothing else', () => {
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
