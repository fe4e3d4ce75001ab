import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Plural } from '../../../src/shared/i18n/format.js';
import { loadTexts, mergeWords, type PartialWords, type TextsOptions } from '../../../src/shared/i18n/load-texts.js';

interface Words {
  readonly play: string;
  readonly stop: string;
  readonly files: Plural;
  readonly errors: Readonly<Record<string, string>>;
}

interface Texts {
  readonly words: Words;
  readonly locale: string;
}

const words: Words = {
  play: 'Play',
  stop: 'Stop',
  files: { one: '{count} file', other: '{count} files' },
  errors: { A: 'A failed.', B: 'B failed.' },
};
const german: Words = {
  play: 'Los',
  stop: 'Halt',
  files: { one: '{count} Datei', other: '{count} Dateien' },
  errors: { A: 'A ging nicht.', B: 'B ging nicht.' },
};
const english: Texts = { words, locale: 'en' };
const options: TextsOptions<Words, Texts> = {
  languages: {
    de: () => Promise.resolve({ words: german }),
    fr: () => Promise.reject(new TypeError('Failed to fetch')),
  },
  words,
  english,
  create: (merged, locale) => ({ words: merged, locale }),
};
const load = (tag: string, site?: Record<string, PartialWords<Words>>): Promise<Texts> => loadTexts(options, tag, site);

describe('loadTexts', () => {
  it('loads the nearest language, and keeps the whole tag for numbers', async () => {
    assert.deepEqual(await load('de-AT'), { words: german, locale: 'de-AT' });
    assert.deepEqual(await load('en-GB'), { words, locale: 'en-GB' });
  });

  it('returns the English texts themselves if there is nothing else to use', async () => {
    for (const tag of ['en', '', 'tlh', 'not a tag']) assert.equal(await load(tag), english, tag);
  });

  it('rejects if the file of a language cannot be loaded, so that it can be requested again', async () => {
    await assert.rejects(load('fr'), /Failed to fetch/);
    assert.equal((await load('fr', { fr: { play: 'Lire' } })).words.play, 'Lire', 'the site’s own words need no file');
  });

  it('merges a site’s texts over ours, and both over English', async () => {
    const site = {
      de: { stop: 'Stopp', errors: { B: 'B will nicht.' } },
      nl: { play: 'Afspelen' },
      fr: { play: 'Lire' },
    };
    const both = await load('de', site);
    assert.deepEqual([both.words.play, both.words.stop], ['Los', 'Stopp']);
    assert.deepEqual(both.words.errors, { A: 'A ging nicht.', B: 'B will nicht.' });
    assert.deepEqual(await load('nl-BE', site), { words: { ...words, play: 'Afspelen' }, locale: 'nl-BE' });
    assert.equal((await load('fr', site)).words.play, 'Lire');
    assert.equal((await load('en', { en: { play: 'Go' } })).words.play, 'Go');
  });

  it('formats numbers as in English if Intl does not know the tag', async () => {
    assert.deepEqual(await load('de_AT'), { words: german, locale: 'en' });
  });
});

describe('mergeWords', () => {
  it('replaces a plural as a whole: the forms of two languages do not mix', () => {
    assert.deepEqual(mergeWords(words, { files: { other: '{count} Dateien' } }).files, { other: '{count} Dateien' });
  });

  it('does not change the texts that it is given', () => {
    mergeWords(words, { play: 'Go', errors: { A: 'No.' } });
    assert.deepEqual([words.play, words.errors.A], ['Play', 'A failed.']);
  });
});
