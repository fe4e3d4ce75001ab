import { expect } from '@open-wc/testing';
import { TrackSelection } from '../../../src/player/engine/track-selection.js';
import type { PlaybackEngine } from '../../../src/player/engine/engine.js';

type Sizes = readonly (readonly [height: number, bitrate: number])[];
type Voices = readonly (readonly [language: string, label: string])[];

/** An engine that has so much to choose from. */
function engineWith(sizes: Sizes, voices: Voices = []): PlaybackEngine {
  let heard = 0;
  return {
    renditions: sizes.map(([height, bitrate], index) => ({
      id: String(index),
      width: 0,
      height,
      bitrate,
      active: false,
    })),
    selectedRendition: null,
    audioTracks: voices.map(([language, label], index) => ({
      language,
      label,
      get enabled() {
        return heard === index;
      },
      set enabled(wanted: boolean) {
        if (wanted) heard = index;
      },
    })),
  } as unknown as PlaybackEngine;
}
const video = { playbackRate: 1, defaultPlaybackRate: 1 } as HTMLVideoElement;
const SIZES: Sizes = [
  [360, 8e5],
  [720, 2e6],
  [720, 4e6],
  [1080, 6e6],
];
const VOICES: Voices = [
  ['en', 'English'],
  ['en', 'Commentary'],
  ['fr', 'Français'],
];
const heardIn = ({ audioTracks }: PlaybackEngine): string | undefined =>
  audioTracks.find(({ enabled }) => enabled)?.label;

describe('TrackSelection', () => {
  let chosen: TrackSelection;
  beforeEach(() => {
    chosen = new TrackSelection();
    const engine = engineWith(SIZES, VOICES);
    engine.selectedRendition = '2';
    engine.audioTracks[1]!.enabled = true;
    chosen.capture(engine, video);
  });

  it('gives the next engine the same quality and voice, whatever their ids are there', () => {
    const next = engineWith([...SIZES].reverse(), [...VOICES].reverse());
    chosen.restore(next);
    expect([next.selectedRendition, heardIn(next)]).to.deep.equal(['1', 'Commentary']);
  });

  it('takes the nearest bitrate of the same height, and chooses nothing where there is none', () => {
    const nearest = engineWith([
      [720, 1e6],
      [720, 3.5e6],
    ]);
    chosen.restore(nearest);
    expect(nearest.selectedRendition).to.equal('1');
    chosen.capture(nearest, video);
    const other = engineWith([[480, 3.5e6]], [['de', 'Deutsch']]);
    chosen.restore(other);
    expect([other.selectedRendition, heardIn(other)]).to.deep.equal([null, 'Deutsch']);
  });

  it('waits until there is something to choose from, over an engine that never had anything', () => {
    const failed = engineWith([]);
    chosen.restore(failed);
    chosen.capture(failed, video);
    const next = engineWith(SIZES);
    chosen.restore(next);
    expect([next.selectedRendition, heardIn(next)]).to.deep.equal(['2', undefined]);
    Object.assign(next, { audioTracks: engineWith([], VOICES).audioTracks });
    chosen.restore(next);
    expect(heardIn(next)).to.equal('Commentary');
  });

  it('gives each choice once: after that the viewer chooses', () => {
    const next = engineWith(SIZES, VOICES);
    chosen.restore(next);
    next.selectedRendition = null;
    next.audioTracks[2]!.enabled = true;
    chosen.restore(next);
    expect([next.selectedRendition, heardIn(next)]).to.deep.equal([null, 'Français']);
    chosen.capture(next, video);
    const third = engineWith(SIZES, VOICES);
    chosen.restore(third);
    expect([third.selectedRendition, heardIn(third)]).to.deep.equal([null, 'Français']);
  });

  it('keeps the speed, unless the page sets another one meanwhile', () => {
    chosen.capture(engineWith([]), { playbackRate: 1.5 } as HTMLVideoElement);
    expect(chosen.rateFor(video)).to.equal(1.5);
    expect(chosen.rateFor({ playbackRate: 2, defaultPlaybackRate: 1 } as HTMLVideoElement)).to.equal(2);
  });
});
