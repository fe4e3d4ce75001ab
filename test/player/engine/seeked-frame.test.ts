import { expect } from '@open-wc/testing';
import { whenDrawn } from '../../../src/player/engine/source-swap.js';
import { FakeClock } from '../../harness/fake-clock.js';

/** A `<video>` that presents frames when the test says so. */
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

  it('calls back at `seeked` when the frame was presented before', () => {
    video.draw(20.3);
    expect(drawn).to.equal(0);
    seeked();
    expect(drawn).to.equal(1);
  });

  it('ignores a frame of the beginning, and accepts one near the position', () => {
    seeked();
    video.draw(0);
    expect(drawn).to.equal(0);
    video.draw(19.5);
    expect(drawn).to.equal(1);
  });

  it('calls back 500 ms after `seeked` when no frame is reported', async () => {
    seeked();
    await clock.pass(499);
    expect(drawn).to.equal(0);
    await clock.pass(1);
    expect(drawn).to.equal(1);
  });

  it('does not call back once its signal is aborted', async () => {
    seeked();
    life.abort();
    video.draw(20);
    await clock.pass(1_000);
    expect(drawn).to.equal(0);
  });
});
