import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { CfStreamPlayer } from '../../../src/define/player.js';
import { setTouchScreen, touch } from '../../harness/devtools.js';
import { controlsOf, PATIENCE, playerOf } from '../../harness/player-element.js';
import { openStream } from '../../harness/stream.js';

/** Lets the browser make of the fingers so far what it makes of them: it waits for a frame, and for the page. */
const frames = async (): Promise<void> => {
  for (let count = 0; count < 2; count += 1) await new Promise(requestAnimationFrame);
};

describe('<cf-stream-player> under real fingers', function () {
  this.timeout(60_000);

  let el: CfStreamPlayer;
  let below: HTMLElement;
  const bar = (): HTMLElement => controlsOf(el)!.shadowRoot!.querySelector('cf-stream-seek-bar')!;
  const input = (): HTMLInputElement => bar().shadowRoot!.querySelector('input')!;
  const speed = (): string | undefined => {
    const bubble = bar().shadowRoot!.querySelector('.bubble');
    return bubble ? (bubble.querySelector('.name')?.textContent.trim() ?? 'on the bar') : undefined;
  };
  /** A place on the seek bar: a share of its length, and so many pixels up. */
  const at = (share: number, above = 0): { x: number; y: number } => {
    const { left, width, top, height } = input().getBoundingClientRect();
    return { x: Math.round(left + 8 + (width - 16) * share), y: Math.round(top + height / 2 - above) };
  };
  /** A place on the picture where no button is. */
  const picture = (x = 60): { x: number; y: number } => {
    const { left, top } = el.getBoundingClientRect();
    return { x: Math.round(left) + x, y: Math.round(top) + 60 };
  };
  const shown = (): number => input().valueAsNumber;
  const show = async (): Promise<void> => {
    if (!controlsOf(el)!.isHidden) return;
    await touch('touchStart', picture());
    await touch('touchEnd');
    await waitUntil(() => !controlsOf(el)!.isHidden, 'they do not come', PATIENCE);
  };

  /** Moves the finger along the bar, and waits until the thumb is there: browsers make one move of those of a frame. */
  const untilAt = async (share: number): Promise<void> => {
    await touch('touchMove', at(share));
    await waitUntil(() => Math.abs(shown() - el.duration * share) < 2, `it is not dragged to ${share}`, PATIENCE);
  };

  /** Swipes upwards from a place, until the page rests again: what touches it before that only stops it. */
  const scrollBy = async ({ x, y }: { x: number; y: number }): Promise<void> => {
    const rested = oneEvent(document, 'scrollend');
    for (const up of [0, 10, 20, 30, 40]) await touch(up === 0 ? 'touchStart' : 'touchMove', { x, y: y - up });
    await waitUntil(() => window.scrollY > 0, 'it does not scroll', PATIENCE);
    await touch('touchEnd');
    await rested;
  };

  before(async () => {
    await setTouchScreen(true);
    CfStreamPlayer.memory = null;
    // It comes with the first press, and may come late.
    await import('../../../src/player/controls/seek-bar/fine-scrub.js');
    const player = await playerOf(await openStream({ film: 'small' }), { style: 'width: 640px', loop: '' });
    // All tests have it in common, and fixtures go after each.
    document.body.append((el = player));
    below = document.body.appendChild(document.createElement('div'));
    below.style.blockSize = '3000px';
    await el.play();
    await waitUntil(() => el.currentTime > 0.3 && controlsOf(el) && bar(), 'it plays', PATIENCE);
  });
  beforeEach(async () => {
    window.scrollTo(0, 0);
    await waitUntil(() => window.scrollY === 0, 'it is scrolled', PATIENCE);
    await show();
  });
  after(async () => {
    CfStreamPlayer.memory = undefined;
    el.remove();
    below.remove();
    await setTouchScreen(false);
  });

  it('a swipe on the seek bar goes finer above it, seeks once it is let go, and does not scroll', async () => {
    const seeks: number[] = [];
    el.pause();
    const hear = (): void => void seeks.push(el.currentTime);
    el.addEventListener('seeking', hear);
    await touch('touchStart', at(0.25));
    await untilAt(0.3);
    await untilAt(0.5);
    expect(speed()).to.equal('on the bar');
    await touch('touchMove', at(0.5, 100));
    await waitUntil(() => speed() === 'Precise 0.5×', 'it is not finer', PATIENCE);
    await touch('touchMove', at(0.7, 100));
    await waitUntil(() => Math.abs(shown() - el.duration * 0.6) < 2, 'it is not half as fast', PATIENCE);
    const chosen = shown();
    expect([seeks.length, window.scrollY]).to.deep.equal([0, 0]);
    await touch('touchEnd');
    await waitUntil(() => seeks.length > 0 && !el.seeking, 'it does not seek', PATIENCE);
    el.removeEventListener('seeking', hear);
    expect(seeks.map((one) => Math.abs(one - chosen) < 0.5)).to.deep.equal([true]);
    expect(speed()).to.equal(undefined);
  });

  it('a swipe that begins upwards on the seek bar scrolls the page, and seeks nowhere', async () => {
    el.pause();
    const time = el.currentTime;
    let seeks = 0;
    const hear = (): void => void (seeks += 1);
    el.addEventListener('seeking', hear);
    await scrollBy(at(0.8));
    el.removeEventListener('seeking', hear);
    expect([seeks, el.currentTime, speed()]).to.deep.equal([0, time, undefined]);
    expect(shown()).to.be.closeTo(time, 0.1);
  });

  it('a swipe that the system takes away seeks nowhere', async () => {
    el.pause();
    const time = el.currentTime;
    await touch('touchStart', at(0.2));
    await untilAt(0.3);
    await touch('touchMove', at(0.3, 100));
    await waitUntil(() => speed() === 'Precise 0.5×', 'it is not finer', PATIENCE);
    await touch('touchCancel');
    await waitUntil(() => speed() === undefined, 'it is still dragged', PATIENCE);
    await waitUntil(() => Math.abs(shown() - time) < 0.1, 'it stays elsewhere', PATIENCE);
    expect([el.currentTime, el.seeking]).to.deep.equal([time, false]);
  });

  const playOn = async (): Promise<void> => {
    await el.play();
    const from = el.currentTime;
    await waitUntil(() => el.currentTime !== from, 'it does not play', PATIENCE);
  };
  for (const [how, end] of [
    ['lifted', 'touchEnd'],
    ['taken away by the system', 'touchCancel'],
  ] as const)
    it(`a finger that holds the picture plays at twice the speed until it is ${how}`, async () => {
      await playOn();
      await touch('touchStart', picture());
      await waitUntil(() => el.playbackRate === 2, 'it is not faster', PATIENCE);
      await touch(end);
      await waitUntil(() => el.playbackRate === 1, 'it stays fast', PATIENCE);
      await frames();
      expect(el.paused, 'it is no tap').to.equal(false);
    });

  it('a finger that moves scrolls the page, and a second one holds nothing', async () => {
    await playOn();
    let isFast = false;
    const hear = (): void => void (isFast ||= el.playbackRate === 2);
    el.addEventListener('ratechange', hear);
    await scrollBy(picture());
    window.scrollTo(0, 0);
    await waitUntil(() => window.scrollY === 0, 'it is scrolled', PATIENCE);
    const [one, other] = [
      { ...picture(60), id: 0 },
      { ...picture(300), id: 1 },
    ];
    await touch('touchStart', one);
    await touch('touchStart', one, other);
    const from = el.currentTime;
    await waitUntil(() => el.currentTime > from + 0.8 || el.currentTime < from, 'it does not play', PATIENCE);
    await touch('touchMove', { ...one, x: one.x - 30 }, { ...other, x: other.x + 30 });
    await touch('touchEnd');
    el.removeEventListener('ratechange', hear);
    expect([isFast, el.playbackRate, el.paused]).to.deep.equal([false, 1, false]);
  });
});
