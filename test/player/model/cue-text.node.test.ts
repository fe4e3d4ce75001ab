import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundCueText } from '../../../src/player/model/cues.js';

describe('boundCueText', () => {
  it('leaves the text of a cue alone, with its tags', () => {
    for (const text of ['', 'Hello', '<v Ann><i>Hello</i> <c.loud>you</c></v>', '1 &lt; 2 < 3', '<i>'.repeat(50)]) {
      assert.equal(boundCueText(text), text);
    }
  });

  it('takes all tags out where there are very many, closed or not', () => {
    assert.equal(boundCueText(`${'<i>'.repeat(51)}Hello`), 'Hello');
    assert.equal(boundCueText(`Hello${'<b'.repeat(60)}`), 'Hello');
    assert.equal(boundCueText('<i>'.repeat(50_000)), '');
  });

  it('cuts a text that no picture has room for', () => {
    assert.equal(boundCueText('a'.repeat(10_000_000)).length, 2_000);
  });
});
