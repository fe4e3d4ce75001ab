import { expect } from '@open-wc/testing';
import {
  leaveMediaSession,
  takeMediaSession,
  updateMediaSession,
  type SessionFacts,
} from '../../../src/player/playback/media-session.js';

const FACTS: SessionFacts = {
  title: 'A lake',
  artwork: undefined,
  paused: false,
  currentTime: 3,
  duration: 60,
  playbackRate: 1,
};

describe('the Media Session', () => {
  const { mediaSession } = navigator;
  const { setPositionState } = mediaSession;
  const [one, two] = [{}, {}];
  /** Position that is shown, in seconds; `undefined` when none is. */
  let shownAt: number | undefined;
  const take = (player: object): void =>
    takeMediaSession(
      player,
      Object.assign(document.createElement('video'), { play: () => Promise.resolve() }),
      () => undefined,
    );

  beforeEach(() => {
    mediaSession.setPositionState = (state) => {
      setPositionState.call(mediaSession, state);
      shownAt = state?.position;
    };
    take(one);
    updateMediaSession(one, FACTS);
  });
  afterEach(() => {
    leaveMediaSession(one);
    leaveMediaSession(two);
    mediaSession.setPositionState = setPositionState;
  });

  it('shows title and position of the player that has taken it, and of no other', () => {
    expect([shownAt, mediaSession.metadata?.title, mediaSession.playbackState]).to.deep.equal([3, 'A lake', 'playing']);
    updateMediaSession(two, { ...FACTS, title: 'A hill', currentTime: 20 });
    expect([shownAt, mediaSession.metadata?.title]).to.deep.equal([3, 'A lake']);
  });

  it('shows no position of a previous player or previous video', () => {
    take(two);
    expect(shownAt, 'of another player').to.equal(undefined);
    updateMediaSession(two, FACTS);
    expect(shownAt).to.equal(3);
    updateMediaSession(two, { ...FACTS, duration: NaN });
    expect(shownAt, 'of another video').to.equal(undefined);
  });

  it('shows nothing once it is given back', () => {
    leaveMediaSession(one);
    expect([shownAt, mediaSession.metadata, mediaSession.playbackState]).to.deep.equal([undefined, null, 'none']);
  });
});
