import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { CfStreamPlayer } from '../../../src/define/player.js';
import { controlsOf, PATIENCE, playerOf } from '../../harness/player-element.js';
import { openStream } from '../../harness/stream.js';

describe('<cf-stream-player>: 2× speed while held, and frame steps:', function () {
  this.timeout(60_000);

  let el: CfStreamPlayer;
  const notice = (): string => controlsOf(el)!.shadowRoot!.querySelector('.notice')!.textContent.trim();
  const isFast = (): Promise<void> => waitUntil(() => el.playbackRate === 2, 'it plays fast', PATIENCE);
  const middle = (): [number, number] => {
    const { left, top } = el.getBoundingClientRect();
    return [Math.round(left) + 60, Math.round(top) + 60];
  };

  before(() => {
    CfStreamPlayer.memory = null;
  });
  after(() => {
    CfStreamPlayer.memory = undefined;
  });
  beforeEach(async () => {
    el = await playerOf(await openStream(), { loop: '', style: 'width: 640px' });
    await el.play();
    const ready = (): unknown =>
      el.currentTime > 0.3 && controlsOf(el)?.shadowRoot?.querySelector('[part~=play-button]');
    await waitUntil(ready, 'it plays', PATIENCE);
  });
  afterEach(async () => {
    await sendMouse({ type: 'move', position: [0, 0] });
    el.remove();
  });

  it('holding the mouse plays at 2× with a notice, and letting go restores the speed without a pause', async () => {
    el.playbackRate = 1.25;
    await sendMouse({ type: 'move', position: middle() });
    await sendMouse({ type: 'down' });
    await isFast();
    await waitUntil(() => notice() === '2×', 'it says so', PATIENCE);
    await sendMouse({ type: 'up' });
    await waitUntil(() => el.playbackRate === 1.25 && notice() === '', 'it is as before', PATIENCE);
    expect(el.paused).to.equal(false);
    await sendMouse({ type: 'click', position: middle() });
    await waitUntil(() => el.paused, 'a click is a click', PATIENCE);
  });

  it('holding the space bar plays at 2×, also after a click on the picture; a short press toggles playback', async () => {
    await sendMouse({ type: 'click', position: middle() });
    await waitUntil(() => el.paused, 'it is paused', PATIENCE);
    await sendKeys({ press: ' ' });
    await waitUntil(() => !el.paused, 'it plays', PATIENCE);
    await sendKeys({ down: ' ' });
    await isFast();
    await sendKeys({ up: ' ' });
    expect([el.playbackRate, el.paused]).to.deep.equal([1, false]);
    await sendKeys({ press: ' ' });
    await waitUntil(() => el.paused, 'it is paused again', PATIENCE);
  });

  it('holding a finger suppresses the context menu, but only meanwhile', async () => {
    const video = el.shadowRoot!.querySelector('video')!;
    const point = (type: string): PointerEvent =>
      new PointerEvent(type, { pointerType: 'touch', isPrimary: true, bubbles: true, composed: true });
    const menu = (): boolean =>
      !video.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, composed: true, cancelable: true }));
    video.dispatchEvent(point('pointerdown'));
    await isFast();
    const held = menu();
    window.dispatchEvent(point('pointercancel'));
    expect([held, el.playbackRate, menu()]).to.deep.equal([true, 1, false]);
  });

  it('keys step one frame forward and back while it is paused', async () => {
    el.pause();
    el.currentTime = 2;
    await waitUntil(() => !el.seeking && el.currentTime === 2, 'it stands', PATIENCE);
    el.focus();
    const rate = el.renditions.find(({ active }) => active)?.frameRate ?? 0;
    expect(rate).to.be.above(0);
    await sendKeys({ press: '.' });
    await waitUntil(() => el.currentTime > 2, 'it goes on', PATIENCE);
    expect(el.currentTime).to.be.closeTo(2 + 1 / rate, 0.001);
    await sendKeys({ press: ',' });
    await waitUntil(() => el.currentTime < 2.001, 'it goes back', PATIENCE);
    expect(el.currentTime).to.be.closeTo(2, 0.001);
  });
});
