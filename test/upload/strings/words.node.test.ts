import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LanguageTable } from '../../../src/shared/i18n/load-texts.js';
import { words as english } from '../../../src/upload/strings/en.js';
import { LANGUAGES, loadUploadTexts } from '../../../src/upload/strings/languages.js';
import { words as englishOfRecording } from '../../../src/upload/strings/recording/en.js';
import { LANGUAGES as LANGUAGES_OF_RECORDING } from '../../../src/upload/strings/recording/languages.js';
import { words as englishOfThumbnail } from '../../../src/upload/strings/thumbnail/en.js';
import { LANGUAGES as LANGUAGES_OF_THUMBNAIL } from '../../../src/upload/strings/thumbnail/languages.js';
import { assertSameTexts, languageFiles } from '../../harness/languages.js';

const folder = new URL('../../../src/upload/strings/', import.meta.url);

describe('the languages of the uploader', () => {
  it('each have a file and a row in the table', () => {
    assert.deepEqual([...LANGUAGES].sort(), languageFiles(folder));
  });

  for (const tag of languageFiles(folder)) {
    it(`have every text of English in ${tag}, with its placeholders`, async () => {
      const { words } = (await import(new URL(`${tag}.ts`, folder).href)) as { words: typeof english };
      assertSameTexts(words, english, tag);
    });

    it(`end a sentence in ${tag} with one full stop, even after an abbreviated unit`, async () => {
      const texts = await loadUploadTexts(tag);
      for (const maxSeconds of [1, 60, 3_600]) {
        const limits = { maxBytes: 5, maxSeconds };
        for (const code of ['FILE_TOO_LONG', 'FILE_TOO_SHORT', 'FILE_TOO_LARGE', 'FILE_TOO_SMALL'] as const) {
          const error = Object.assign(new Error(code), { code }) as never;
          const said = texts.notice({ type: 'refused', name: 'a', error }, limits);
          assert.doesNotMatch(said, /\.\./, code);
        }
      }
    });
  }

  it('use the plural forms of each language', async () => {
    const said = async (tag: string): Promise<string[]> => {
      const texts = await loadUploadTexts(tag);
      return [0, 1, 3, 5, 22].map((count) =>
        texts.notice({ type: 'skipped', count }, { maxBytes: 1, maxSeconds: null }),
      );
    };
    const [, , few, many, twentyTwo] = await said('pl');
    assert.equal(few, 'Pominięto 3 pliki, które nie są filmami.');
    assert.equal(many, 'Pominięto 5 plików, które nie są filmami.');
    assert.equal(twentyTwo, 'Pominięto 22 pliki, które nie są filmami.');
    assert.equal((await said('ru'))[3], 'Пропущено 5 файлов: это не видео.');
    assert.equal((await said('uk'))[2], 'Пропущено 3 файли: це не відео.');
    assert.equal((await said('hi'))[0], '0 फ़ाइल छोड़ी गई, जो वीडियो नहीं है।');
  });
});

/** Parts of the uploader with texts of their own in all languages. */
const PARTS: readonly [part: string, languages: LanguageTable<object>, words: object][] = [
  ['recording', LANGUAGES_OF_RECORDING, englishOfRecording],
  ['thumbnail', LANGUAGES_OF_THUMBNAIL, englishOfThumbnail],
];

for (const [part, languages, inEnglish] of PARTS) {
  describe(`the languages of ${part}s`, () => {
    it('are those of the uploader', () => {
      assert.deepEqual(Object.keys(languages).sort(), [...LANGUAGES].sort());
    });

    for (const [tag, load] of Object.entries(languages)) {
      it(`have every text of English in ${tag}, with its placeholders, in a file of that name`, async () => {
        const { words } = await load();
        assertSameTexts(words, inEnglish, tag);
        const file = (await import(new URL(`${part}/${tag}.ts`, folder).href)) as { words: object };
        assert.equal(file.words === words, true);
      });
    }
  });
}
