import { expect } from '@open-wc/testing';
import { indexCues } from '../../../src/player/engine/cue-index.js';

describe('indexCues', () => {
  let track: TextTrack;
  let asked: number;
  const { getCueById } = TextTrackCueList.prototype;
  const cue = (id: string): VTTCue => Object.assign(new VTTCue(0, 1, 'Hello'), { id });
  /** Adds a cue as hls.js does, which looks for its id before and after. */
  const add = (one: VTTCue): boolean => {
    if (track.cues!.getCueById(one.id)) return false;
    track.addCue(one);
    return track.cues!.getCueById(one.id) === one;
  };

  beforeEach(() => {
    asked = 0;
    TextTrackCueList.prototype.getCueById = function (id) {
      asked += 1;
      return getCueById.call(this, id);
    };
    track = document.createElement('video').addTextTrack('captions');
    track.mode = 'hidden';
  });
  afterEach(() => {
    TextTrackCueList.prototype.getCueById = getCueById;
  });

  it('adds each cue once, without a search of the browser through all cues', () => {
    indexCues(track);
    const added = Array.from({ length: 500 }, (_, number) => add(cue(String(number))));
    expect(added.every(Boolean)).to.equal(true);
    expect(add(cue('7'))).to.equal(false);
    expect(track.cues).to.have.length(500);
    expect(asked).to.equal(0);
  });

  it('finds cues that were there before, and none that have been removed', () => {
    const first = cue('first');
    track.addCue(first);
    indexCues(track);
    indexCues(track);
    expect(track.cues!.getCueById('first') === first).to.equal(true);
    expect(track.cues!.getCueById('')).to.equal(null);
    track.removeCue(first);
    expect(track.cues!.getCueById('first')).to.equal(null);
    expect(add(first)).to.equal(true);
  });

  it('does not index a track that is disabled or missing', () => {
    track.mode = 'disabled';
    indexCues(track);
    indexCues(undefined);
    track.mode = 'hidden';
    expect(add(cue('a'))).to.equal(true);
    expect(asked).to.equal(2);
  });
});
