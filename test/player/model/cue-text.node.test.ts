import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundCueText } from '../../../src/player/model/cues.js';

describe('boundCueText', () => {
  it('leaves the text and the tags of a cue unchanged', () => {
    for (const text of ['', 'Hello', '<v Ann><i>Hello</i> <c.loud>you</c></v>', '1 &lt; 2 < 3', '<i>'.repeat(50)]) {
      assert.equal(boundCueText(text), text);
    }
  });

  it('removes all tags when there are too many, closed or not', () => {
    assert.equal(boundCueText(`${'<i>'.repeat(51)}Hello`), 'Hello');
    assert.equal(boundCueText(`Hello${'<b'.repeat(60)}`), 'Hello');
    assert.equal(boundCueText('<i>'.repeat(50_000)), '');
  });

  it('cuts a text to 2,000 characters', () => {
    assert.equal(boundCueText('a'.repeat(10_000_000)).length, 2_000);
  });
});
