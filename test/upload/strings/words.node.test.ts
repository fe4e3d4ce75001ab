import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { words as english } from '../../../src/upload/strings/en.js';
import { words as englishOfRecording } from '../../../src/upload/strings/recording/en.js';
import { LANGUAGES as LANGUAGES_OF_RECORDING } from '../../../src/upload/strings/recording/languages.js';
import { LANGUAGES } from '../../../src/upload/strings/languages.js';
import { assertSameTexts, languageFiles } from '../../harness/languages.js';

const folder = new URL('../../../src/upload/strings/', import.meta.url);

describe('languages of the uploader', () => {
  it('each have a file and a row', () => {
    assert.deepEqual([...LANGUAGES].sort(), languageFiles(folder));
  });

  for (const tag of languageFiles(folder)) {
    it(`have in ${tag} every text of English, with its placeholders`, async () => {
      const { words } = (await import(new URL(`${tag}.ts`, folder).href)) as { words: typeof english };
      assertSameTexts(words, english);
    });
  }
});

describe('languages of what records in place', () => {
  const ofRecording = new URL('recording/', folder);

  it('are those of the uploader', () => {
    assert.deepEqual(Object.keys(LANGUAGES_OF_RECORDING).sort(), [...LANGUAGES].sort());
  });

  for (const [tag, load] of Object.entries(LANGUAGES_OF_RECORDING)) {
    it(`have in ${tag} every text of English, with its placeholders, and a file of that name`, async () => {
      const { words } = await load();
      assertSameTexts(words, englishOfRecording);
      const file = (await import(new URL(`${tag}.ts`, ofRecording).href)) as { words: typeof words };
      assert.equal(file.words === words, true);
    });
  }
});
