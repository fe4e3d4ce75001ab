import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { words as englishOfCaptions } from '../../../src/player/strings/captions/en.js';
import { LANGUAGES as LANGUAGES_OF_CAPTIONS } from '../../../src/player/strings/captions/languages.js';
import { words as english } from '../../../src/player/strings/en.js';
import { formatRate } from '../../../src/player/strings/texts.js';
import { LANGUAGES, loadTexts } from '../../../src/player/strings/languages.js';
import { shareWords } from '../../../src/player/strings/share-words.js';
import { statisticsWords } from '../../../src/player/strings/statistics-words.js';
import { words as englishOfTranscript } from '../../../src/player/strings/transcript/en.js';
import { LANGUAGES as LANGUAGES_OF_TRANSCRIPT } from '../../../src/player/strings/transcript/languages.js';
import type { LanguageTable } from '../../../src/shared/i18n/load-texts.js';
import { assertSameTexts, languageFiles } from '../../harness/languages.js';

const folder = new URL('../../../src/player/strings/', import.meta.url);

describe('languages of the player', () => {
  it('each have a file and an entry in the list', () => {
    assert.deepEqual([...LANGUAGES].sort(), languageFiles(folder));
  });

  for (const tag of languageFiles(folder)) {
    it(`include in ${tag} every English text with its placeholders`, async () => {
      const { words } = (await import(new URL(`${tag}.ts`, folder).href)) as { words: typeof english };
      assertSameTexts(words, english, tag);
    });

    it(`include in ${tag} the words for statistics`, () => {
      assertSameTexts(statisticsWords(tag), statisticsWords('en'), tag);
      assert.notDeepEqual(statisticsWords(tag), statisticsWords('en'));
    });

    it(`include in ${tag} the words for sharing`, async () => {
      const [own, theirs] = [shareWords(await loadTexts(tag)), shareWords(await loadTexts('en'))];
      assertSameTexts(own, theirs, tag);
      assert.notDeepEqual(own, theirs);
    });
  }

  it('match the page’s language tag, also an obsolete one, but not one that is only related', async () => {
    const pauseIn = async (tag: string): Promise<string> => (await loadTexts(tag)).pause;
    assert.equal(await pauseIn('uk-UA'), 'Пауза');
    assert.equal(await pauseIn('in'), 'Jeda');
    assert.equal(await pauseIn('sv-FI'), 'Pausa');
    for (const tag of ['nb', 'da', 'kok', 'hil']) assert.equal(await pauseIn(tag), 'Pause', tag);
    assert.equal(statisticsWords('in-ID').copy, 'Salin');
    assert.equal(statisticsWords('kok').copy, 'Copy');
    assert.equal(formatRate(await loadTexts('pl'), 1.25), '1,25×');
  });
});

const PARTS: readonly (readonly [part: string, languages: LanguageTable<object>, english: object])[] = [
  ['transcript', LANGUAGES_OF_TRANSCRIPT, englishOfTranscript],
  ['captions', LANGUAGES_OF_CAPTIONS, englishOfCaptions],
];
for (const [part, languages, englishOfPart] of PARTS)
  describe(`languages of the ${part}`, () => {
    it('are those of the player', () => {
      assert.deepEqual(Object.keys(languages).sort(), [...LANGUAGES].sort());
    });

    for (const [tag, load] of Object.entries(languages)) {
      it(`include in ${tag} every English text with its placeholders, from a file of that name`, async () => {
        const { words } = await load();
        assertSameTexts(words, englishOfPart, tag);
        const file = (await import(new URL(`${part}/${tag}.ts`, folder).href)) as { words: typeof words };
        assert.equal(file.words === words, true);
      });
    }
  });
