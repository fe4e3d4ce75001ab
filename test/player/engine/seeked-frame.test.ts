import { expect } from '@open-wc/testing';
import { whenDrawn } from '../../../src/player/engine/source-swap.js';
import { FakeClock } from '../../harness/fake-clock.js';

/** A `<video>` that draws what a test says. */
class DrawingVideo extends EventTarget {
  #callback: ((now: number, frame: { mediaTime: number }) => void) | undefined;
  requestVideoFrameCallback(callback: (now: number, frame: { mediaTime: number }) => void): void {
    this.#callback = callback;
  }
  draw(mediaTime: number): void {
    const callback = this.#callback;
    this.#callback = undefined;
    callback?.(0, { mediaTime });
  }
}

describe('whenDrawn', () => {
  let clock: FakeClock;
  let video: DrawingVideo;
  let life: AbortController;
  let drawn: number;
  beforeEach(() => {
    clock = new FakeClock();
    video = new DrawingVideo();
    life = new AbortController();
    drawn = 0;
    whenDrawn(video as unknown as HTMLVideoElement, 20, life.signal, () => (drawn += 1));
  });
  afterEach(() => {
    life.abort();
    clock.uninstall();
  });
  const seeked = (): void => void video.dispatchEvent(new Event('seeked'));

  it('calls once the seek is over and its frame is drawn, whichever comes first', () => {
    video.draw(20.3);
    expect(drawn).to.equal(0);
    seeked();
    expect(drawn).to.equal(1);
  });

  it('does not take a frame of the beginning for that of the position', () => {
    seeked();
    video.draw(0);
    expect(drawn).to.equal(0);
    video.draw(19.5);
    expect(drawn).to.equal(1);
  });

  it('calls a moment after the seek where no frame has said that it is there, and only once', async () => {
    seeked();
    await clock.pass(499);
    expect(drawn).to.equal(0);
    await clock.pass(1);
    expect(drawn).to.equal(1);
  });

  it('does not call once its signal has ended', async () => {
    seeked();
    life.abort();
    video.draw(20);
    await clock.pass(1_000);
    expect(drawn).to.equal(0);
  });
});
