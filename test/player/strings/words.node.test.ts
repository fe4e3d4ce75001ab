import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { words as english } from '../../../src/player/strings/en.js';
import { LANGUAGES } from '../../../src/player/strings/languages.js';
import { assertSameTexts, languageFiles } from '../../harness/languages.js';

const folder = new URL('../../../src/player/strings/', import.meta.url);

describe('languages of the player', () => {
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
