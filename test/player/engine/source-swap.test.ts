import { expect } from '@open-wc/testing';
import { SourceSwap } from '../../../src/player/engine/source-swap.js';
import type { PlaybackIntent } from '../../../src/player/model/playback-intent.js';
import { RECOVERY } from '../../../src/player/model/recovery-policy.js';
import { FakeClock } from '../../harness/fake-clock.js';

/** A `<video>` whose sources and events the test sets. */
class SwappedVideo extends EventTarget {
  paused = false;
  ended = false;
  seeking = false;
  currentTime = 0;
  readyState = 4;
  playbackRate = 1;
  defaultPlaybackRate = 1;
  end = 60;
  plays = 0;
  textTracks: { kind: string; language: string; label: string; mode: string }[] = [];
  audioTracks: { language: string; label: string; enabled: boolean }[] = [];
  get seekable(): Pick<TimeRanges, 'length' | 'end'> {
    return { length: this.end > 0 ? 1 : 0, end: () => this.end };
  }
  play(): Promise<void> {
    this.plays += 1;
    this.paused = false;
    return Promise.resolve();
  }
  say(type: string, state: Partial<SwappedVideo> = {}): void {
    Object.assign(this, state);
    this.dispatchEvent(new Event(type));
  }
  /** Another source is set: all that belonged to the last one is gone. */
  empty(): void {
    Object.assign(this, { readyState: 0, paused: true, currentTime: 0, end: 0, textTracks: [], audioTracks: [] });
    this.playbackRate = this.defaultPlaybackRate;
  }
}

describe('SourceSwap', () => {
  let clock: FakeClock;
  let video: SwappedVideo;
  let intent: PlaybackIntent;
  let done: number;
  let stuck: number;
  beforeEach(() => {
    clock = new FakeClock();
    video = new SwappedVideo();
    intent = { playing: false, position: 20 };
    done = stuck = 0;
  });
  let swap: SourceSwap | undefined;
  afterEach(() => {
    swap?.destroy();
    clock.uninstall();
  });

  const start = (): SourceSwap => {
    swap ??= new SourceSwap({
      video: video as unknown as HTMLVideoElement,
      intent,
      onDone: () => (done += 1),
      onStuck: () => (stuck += 1),
    });
    swap.start();
    video.empty();
    return swap;
  };
  afterEach(() => (swap = undefined));
  const arrive = async (): Promise<void> => {
    video.say('seeked', { readyState: 4 });
    await clock.pass(500);
  };

  it('resumes at the wanted position once there is metadata, and plays only once that is found', async () => {
    start();
    expect(intent.playing).to.equal(true);
    video.say('loadedmetadata', { readyState: 1, end: 60 });
    expect([video.currentTime, video.plays]).to.deep.equal([20, 0]);
    await arrive();
    expect([video.plays, done]).to.deep.equal([1, 1]);
  });

  it('stays paused when it was paused, and is done with its frame', async () => {
    video.paused = true;
    start();
    video.say('loadedmetadata', { readyState: 1 });
    await arrive();
    expect([video.plays, done]).to.deep.equal([0, 1]);
  });

  it('does not play a video that had ended', () => {
    video.ended = true;
    start();
    expect(intent.playing).to.equal(false);
  });

  it('retargets without another source, before and after there is metadata', () => {
    const swapping = start();
    intent.position = 30;
    swapping.retarget();
    expect(video.currentTime, 'nothing can be sought yet').to.equal(0);
    video.say('loadedmetadata', { readyState: 1 });
    expect(video.currentTime).to.equal(30);
    intent.position = 40;
    swapping.retarget();
    expect([video.currentTime, swapping.currentTime]).to.deep.equal([40, 40]);
  });

  it('resolves the live position in the new source, and reports the last known end until then', () => {
    intent.position = Infinity;
    const swapping = start();
    expect(swapping.currentTime).to.equal(60);
    video.say('loadedmetadata', { readyState: 1, end: 75 });
    expect(video.currentTime).to.equal(75);
    expect(intent.position).to.equal(75);
  });

  it('starts at the previous speed, and restores the default speed', () => {
    video.playbackRate = 1.5;
    start();
    expect(video.playbackRate).to.equal(1.5);
    video.say('loadedmetadata', { readyState: 1 });
    expect([video.playbackRate, video.defaultPlaybackRate, intent.rate]).to.deep.equal([1.5, 1, 1.5]);
  });

  it('keeps a speed that is chosen while a source loads that then fails', () => {
    start();
    video.playbackRate = 2;
    start();
    video.say('loadedmetadata', { readyState: 1 });
    expect([video.playbackRate, video.defaultPlaybackRate]).to.deep.equal([2, 1]);
  });

  it('restores the default speed when it is destroyed early', () => {
    video.playbackRate = 1.5;
    start().destroy();
    expect(video.defaultPlaybackRate).to.equal(1);
  });

  it('restores captions and audio track by language and label, also after a source that fails', () => {
    const english = { kind: 'captions', language: 'en', label: 'English' };
    video.textTracks = [
      { ...english, mode: 'hidden' },
      { ...english, kind: 'subtitles', mode: 'disabled' },
    ];
    video.audioTracks = [
      { language: 'en', label: 'English', enabled: false },
      { language: 'fr', label: 'French', enabled: true },
    ];
    start();
    start();
    video.say('loadedmetadata', {
      readyState: 1,
      textTracks: [
        { ...english, kind: 'subtitles', mode: 'showing' },
        { ...english, mode: 'disabled' },
      ],
      audioTracks: [
        { language: 'fr', label: 'French', enabled: false },
        { language: 'en', label: 'English', enabled: true },
      ],
    });
    expect(video.textTracks.map(({ mode }) => mode)).to.deep.equal(['disabled', 'hidden']);
    expect(video.audioTracks.map(({ enabled }) => enabled)).to.deep.equal([true, false]);
  });

  it('does not start to play when the viewer pauses at the target', async () => {
    const swapping = start();
    video.say('loadedmetadata', { readyState: 1 });
    video.say('seeked', { readyState: 2 });
    intent.playing = false;
    swapping.paused();
    await clock.pass(500);
    expect([video.plays, done]).to.deep.equal([0, 1]);
  });

  it('plays after a second when data is late, and is done at `waiting`', async () => {
    start();
    video.say('loadedmetadata', { readyState: 1 });
    video.say('seeked', { readyState: 2 });
    await clock.pass(999);
    expect(video.plays).to.equal(0);
    await clock.pass(1);
    expect([video.plays, done]).to.deep.equal([1, 0]);
    video.say('waiting');
    expect(done).to.equal(1);
  });

  it('reports that it is stuck when no position is found in time, but not once it is stopped', async () => {
    start();
    await clock.pass(RECOVERY.swapMs);
    expect(stuck).to.equal(1);
    start().stop();
    await clock.pass(RECOVERY.swapMs);
    expect(stuck).to.equal(1);
    expect(swap?.isLoading).to.equal(false);
  });
});
