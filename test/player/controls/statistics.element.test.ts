import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '../../../src/define/player.js';
import type { CfStreamPlayer } from '../../../src/define/player.js';
import { controlsOf, PATIENCE, playerOf, uiOf } from '../../harness/player-element.js';
import { openStream } from '../../harness/stream.js';

/** Presses a key together with Shift, key by key: Firefox accepts no chords. */
const pressShift = async (key: string): Promise<void> => {
  await sendKeys({ down: 'Shift' });
  await sendKeys({ press: key });
  await sendKeys({ up: 'Shift' });
};

describe('statistics of <cf-stream-player>', function () {
  this.timeout(60_000);
  let el: CfStreamPlayer;
  const box = (): HTMLElement | null => uiOf(el)?.shadowRoot?.querySelector<HTMLElement>('.statistics') ?? null;
  const values = (): Record<string, string> =>
    Object.fromEntries(
      [...box()!.querySelectorAll('dt')].map((dt) => [dt.textContent, dt.nextElementSibling!.textContent]),
    );
  beforeEach(async () => {
    el = await playerOf(await openStream(), { loop: '', style: 'width: 640px' });
    await el.play();
    await waitUntil(() => el.currentTime > 0.3 && el.engine && controlsOf(el), 'it plays', PATIENCE);
    el.focus();
    await pressShift('D');
    await waitUntil(() => box(), 'they are there', PATIENCE);
  });
  afterEach(() => el.remove());

  it('show quality, buffer, frames, token and renewals, and close by the same keys and Escape', async () => {
    await waitUntil(() => el.renditions.some(({ active }) => active), 'it knows its quality', PATIENCE);
    await waitUntil(() => /^\d+×\d+ · .*Mb\/s$/.test(values().Quality ?? ''), 'the quality is told', PATIENCE);
    const { Buffer: ahead, 'Dropped frames': dropped, 'Token expires in': left, Renewals: renewals } = values();
    expect(ahead).to.match(/^[\d.]+ sec$/);
    expect(dropped).to.match(/^\d+ \/ [\d,]+$/);
    expect([left === '–', renewals]).to.deep.equal([false, '0']);
    await expect(el).to.be.accessible();
    await el.refreshToken();
    await waitUntil(() => values().Renewals === '1', 'one is counted', PATIENCE);
    await pressShift('D');
    await waitUntil(() => !box(), 'they are closed', PATIENCE);
    await pressShift('D');
    await waitUntil(() => box(), 'they are there again', PATIENCE);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !box(), 'and closed again', PATIENCE);
  });

  it('are copied without token and URLs, and let clicks beside them through to the video', async () => {
    let copied = '';
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: (text: string) => Promise.resolve(void (copied = text)) },
    });
    box()!.querySelector('button')!.click();
    await waitUntil(() => copied, 'they are copied', PATIENCE);
    Reflect.deleteProperty(navigator, 'clipboard');
    expect(copied).to.contain(`uid: ${el.uid}`).and.contain('Renewals: 0');
    expect(copied).not.to.match(/eyJ|https?:/);
    const { right, bottom } = el.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(right) - 40, Math.round(bottom) - 120] });
    await waitUntil(() => el.paused, 'a click pauses', PATIENCE);
    expect(box() === null).to.equal(false);
  });
});
