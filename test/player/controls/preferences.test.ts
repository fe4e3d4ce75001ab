import { expect } from '@open-wc/testing';
import { withPosition } from '../../../src/player/controls/preferences.js';
import { browserMemory } from '../../../src/player/model/stored-preferences.js';

describe('browserMemory', () => {
  afterEach(() => localStorage.removeItem('cf-stream-player'));

  it('returns what was written, without invalid parts, and nothing when the storage is empty or broken', () => {
    expect(browserMemory.read()).to.deep.equal({});
    browserMemory.write({ volume: 0.4, captions: null });
    expect(browserMemory.read()).to.deep.equal({ volume: 0.4, captions: null });
    localStorage.setItem('cf-stream-player', '{"volume":');
    expect(browserMemory.read()).to.deep.equal({});
    localStorage.setItem('cf-stream-player', '7');
    expect(browserMemory.read()).to.deep.equal({});
    localStorage.setItem('cf-stream-player', '{"playbackRate":0,"captions":5,"captionStyle":null,"muted":true}');
    expect(browserMemory.read()).to.deep.equal({ muted: true });
  });
});

describe('withPosition', () => {
  it('keeps one position per video and the last hundred, and removes those that are null', () => {
    let kept = withPosition(withPosition({}, 'a', 12.4), 'a', 20);
    expect(kept.positions).to.deep.equal([['a', 20]]);
    kept = withPosition(kept, 'a', null);
    expect(kept.positions).to.deep.equal([]);
    for (let number = 0; number < 120; number += 1) kept = withPosition(kept, `v${number}`, number);
    expect(kept.positions).to.have.lengthOf(100);
    expect(kept.positions?.at(-1)).to.deep.equal(['v119', 119]);
  });
});
