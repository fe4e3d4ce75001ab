import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '../../src/define/player.js';
import type { CfStreamPlayer, WatchProgressDetail } from '../../src/define/player.js';
import { controlsOf, PATIENCE, playerOf } from '../harness/player-element.js';
import { openStream, type OpenedStream } from '../harness/stream.js';

describe('<cf-stream-player>: watch progress', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  before(async () => {
    stream = await openStream({});
  });
  const play = async (attributes: Record<string, string> = {}): Promise<CfStreamPlayer> => {
    const el = await playerOf(stream, { style: 'width: 640px', ...attributes });
    await el.play();
    await waitUntil(() => el.currentTime > 0.2 && controlsOf(el), 'it plays', PATIENCE);
    return el;
  };

  it('is reported once for each quarter that playback reaches, and for none that a seek skips', async () => {
    const el = await playerOf(stream);
    const told: WatchProgressDetail[] = [];
    el.addEventListener('cf-stream-progress', ({ detail }) => told.push(detail));
    await el.play();
    await waitUntil(() => told.length > 0, 'the first quarter', PATIENCE);
    el.currentTime = el.duration * 0.7;
    await waitUntil(() => el.ended, 'the end', PATIENCE);
    await waitUntil(() => told.length > 2, 'is told', PATIENCE);
    expect(told.map(({ percent }) => percent)).to.deep.equal([25, 75, 100]);
    const { watched, furthest, watchedSeconds, duration } = told[2]!;
    expect(watched.map(([start]) => Math.round((start / duration) * 10))).to.deep.equal([0, 7]);
    expect(furthest).to.be.closeTo(duration, 0.3);
    expect(watchedSeconds).to.be.within(duration * 0.4, duration * 0.9);
    el.currentTime = 0;
    await el.play();
    await waitUntil(() => el.currentTime > el.duration * 0.3, 'the first quarter again', PATIENCE);
    expect(told).to.have.length(3);
    el.remove();
  });

  it('limits seeks of every kind to the watched part with `seekable-until`', async () => {
    const el = await play({ 'seekable-until': 'watched', 'start-time': '1' });
    const video = el.shadowRoot!.querySelector('video')!;
    await waitUntil(() => el.currentTime > 1.3, 'something was watched', PATIENCE);
    const isHere = (): boolean => !el.seeking && el.currentTime < 2.9;
    el.pause();
    const reached = el.currentTime;
    // It is loaded at the first press, and may arrive late.
    await import('../../src/player/controls/seek-bar/fine-scrub.js');
    const dragFinely = async (): Promise<void> => {
      const bar = controlsOf(el)!.shadowRoot!.querySelector('cf-stream-seek-bar')!;
      const { left, right, top, bottom } = bar.getBoundingClientRect();
      const [y, x] = [Math.round((top + bottom) / 2), Math.round(left + (right - left) / 4)];
      await sendMouse({ type: 'move', position: [x, y] });
      await sendMouse({ type: 'down' });
      await bar.updateComplete;
      await sendMouse({ type: 'move', position: [x, Math.round(top - 60)] });
      await sendMouse({ type: 'move', position: [Math.round(right), Math.round(top - 60)] });
      await waitUntil(() => bar.shadowRoot!.textContent.includes('Precise 0.5×'), 'it is a fine drag', PATIENCE);
      await sendMouse({ type: 'up' });
      el.focus();
    };
    const ways: Record<string, () => unknown> = {
      'a fine drag': dragFinely,
      'the API': () => (el.currentTime = 4),
      'the end': () => (el.currentTime = el.duration),
      'the browser': () => (video.currentTime = 4),
      'a key': () => sendKeys({ press: '9' }),
      'a skip': () => sendKeys({ press: 'l' }),
      'the seek bar': () =>
        controlsOf(el)!.dispatchEvent(new CustomEvent('seek-request', { bubbles: true, detail: { time: 4 } })),
    };
    el.focus();
    for (const [name, go] of Object.entries(ways)) {
      let seeks = 0;
      el.addEventListener('seeked', () => (seeks += 1), { once: true });
      await go();
      await waitUntil(() => seeks > 0 && isHere(), `by ${name}`, PATIENCE);
      expect(el.currentTime, name).to.be.closeTo(reached, 0.6);
    }
    el.currentTime = 0.2;
    await waitUntil(() => !el.seeking && el.currentTime < 1, 'back is free', PATIENCE);
    el.currentTime = 4;
    await waitUntil(() => !el.seeking && el.currentTime > 1, 'and forward again, so far', PATIENCE);
    expect(el.currentTime).to.be.closeTo(reached, 0.6);
    el.seekableUntil = undefined;
    el.remove();
  });
});
