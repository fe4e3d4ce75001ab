import { expect, waitUntil } from '@open-wc/testing';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { controlsOf, PATIENCE, playerOf } from '../harness/player-element.js';
import { openStream, type OpenedStream } from '../harness/stream.js';

describe('<cf-stream-player>, part of a video:', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  before(async () => {
    stream = await openStream({ film: 'small' });
  });

  /** Starts playback, and records the position at each `timeupdate` and `seeked`. */
  const play = async (attributes: Record<string, string>): Promise<{ el: CfStreamPlayer; times: number[] }> => {
    const el = await playerOf(stream, { style: 'width: 640px', ...attributes });
    const times: number[] = [];
    for (const type of ['timeupdate', 'seeked']) el.addEventListener(type, () => times.push(el.currentTime));
    await el.play();
    return { el, times };
  };
  const goesBack = (times: readonly number[]): boolean =>
    times.some((time, index) => time < (times[index - 1] ?? 0) - 0.2);

  it('pauses once at `end-time`, with `pause` and without `ended`, and plays on from there', async () => {
    const { el } = await play({ 'start-time': '10', 'end-time': '11s' });
    const said: string[] = [];
    for (const type of ['pause', 'ended']) el.addEventListener(type, () => said.push(type));
    // A busy machine may be late for any timer. The one of the player is due before the second look beyond the end.
    let looks = 0;
    const looking = setInterval(() => (looks += el.currentTime > 11.05 && !el.paused ? 1 : 0), 20);
    await waitUntil(() => said.length > 0, 'it pauses', PATIENCE);
    clearInterval(looking);
    expect(looks, 'looks at it playing beyond the end').to.be.at.most(1);
    const { currentTime } = el;
    expect(currentTime).to.be.at.least(10.9);
    await el.play();
    await waitUntil(() => el.currentTime > currentTime + 0.7, 'it plays on', PATIENCE);
    expect(said).to.deep.equal(['pause']);
    expect(el.paused).to.equal(false);
  });

  it('loops between `start-time` and `end-time` with `loop`', async () => {
    const { el, times } = await play({ 'start-time': '10', 'end-time': '10.8', loop: '' });
    await waitUntil(() => goesBack(times), 'it begins again', PATIENCE);
    expect([Math.min(...times) > 9.9, Math.max(...times) < 11.4, el.paused]).to.deep.equal([true, true, false]);
  });

  it('starts over at `start-time` with `loop` and without `end-time`', async () => {
    const { el, times } = await play({ 'start-time': '20', loop: '' });
    await waitUntil(() => el.duration > 30, 'it has a length', PATIENCE);
    el.currentTime = el.duration - 0.6;
    await waitUntil(() => el.currentTime < el.duration - 5, 'it begins again', PATIENCE);
    await waitUntil(() => el.currentTime > 20.2 && !el.seeking, 'it plays there', PATIENCE);
    expect(el.currentTime).to.be.below(25);
    expect(times.length).to.be.above(0);
  });

  it('loops within `loopRange` until that is cleared', async () => {
    const { el, times } = await play({});
    await waitUntil(() => el.currentTime > 0.2, 'it plays', PATIENCE);
    el.loopRange = [5, 5.8];
    el.currentTime = 5;
    await waitUntil(() => goesBack(times), 'it goes round', PATIENCE);
    el.loopRange = null;
    await waitUntil(() => el.currentTime > 6.2, 'it plays on', PATIENCE);
  });

  it('has a loop set and cleared in the settings, shows it on the seek bar, and drops it with the video', async () => {
    const { el } = await play({});
    await waitUntil(() => controlsOf(el)?.shadowRoot?.querySelector('cf-stream-seek-bar'), 'it has controls', PATIENCE);
    el.pause();
    const { shadowRoot } = controlsOf(el)!;
    const bar = (): Element | null =>
      shadowRoot!.querySelector('cf-stream-seek-bar')!.shadowRoot!.querySelector('.loop');
    const items = (): HTMLElement[] => [
      ...(shadowRoot!.querySelector('cf-stream-settings')?.shadowRoot?.querySelectorAll<HTMLElement>('.item') ?? []),
    ];
    const press = async (name: string): Promise<void> => {
      const find = (): HTMLElement | undefined => items().find(({ textContent }) => textContent.includes(name));
      await waitUntil(find, `there is “${name}”`, PATIENCE);
      find()!.click();
    };
    const seek = async (time: number): Promise<void> => {
      el.currentTime = time;
      await waitUntil(() => !el.seeking && el.currentTime === time, 'it is there', PATIENCE);
    };
    expect(bar()).to.equal(null);
    shadowRoot!.querySelector<HTMLElement>('[part~=settings-button]')!.click();
    await press('Loop a section');
    await seek(12);
    await press('Start here');
    expect(el.loopRange).to.deep.equal([12, Infinity]);
    await seek(24);
    await press('End here');
    expect(el.loopRange).to.deep.equal([12, 24]);
    await waitUntil(() => bar(), 'it is seen', PATIENCE);
    await waitUntil(() => items().some(({ textContent }) => textContent.includes('0:24')), 'it is told', PATIENCE);
    await expect(controlsOf(el)!).to.be.accessible();
    await press('Clear');
    expect(el.loopRange).to.equal(null);
    await press('Start here');
    el.src = '';
    await waitUntil(() => el.loopRange === null, 'it was about that video', PATIENCE);
  });
});
