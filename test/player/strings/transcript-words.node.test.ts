import assert from 'node:assert/strict';
import { it } from 'node:test';
import { TRANSCRIPT_WORDS } from '../../../src/player/strings/transcript-words.js';
import { LANGUAGES } from '../../../src/player/strings/languages.js';

it('the transcript speaks every language of the player, with the same values in its words', () => {
  assert.deepEqual(Object.keys(TRANSCRIPT_WORDS).sort(), ['en', ...LANGUAGES].sort());
  const names = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [tag, words] of Object.entries(TRANSCRIPT_WORDS))
    for (const [name, text] of Object.entries<string>({ ...words }))
      assert.deepEqual(names(text), names(TRANSCRIPT_WORDS.en[name as keyof typeof words]), `${tag}.${name}`);
});
