import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CfStreamPlayer, type ViewerPreferences } from '../../../src/define/player.js';
import { controlsOf, PATIENCE, playerOf, uiOf } from '../../harness/player-element.js';
import { openStream, type OpenedStream } from '../../harness/stream.js';

/** Presses a key together with Shift, key by key: Firefox accepts no chords. */
const pressShift = async (key: string): Promise<void> => {
  await sendKeys({ down: 'Shift' });
  await sendKeys({ press: key });
  await sendKeys({ up: 'Shift' });
};

describe('the resume notice', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let kept: ViewerPreferences;
  let el: CfStreamPlayer;
  /** Runs the timer that hides the notice. */
  let pass: (() => void) | undefined;
  const { setTimeout } = window;
  before(async () => {
    stream = await openStream({ film: 'small' });
  });
  beforeEach(() => {
    CfStreamPlayer.memory = { read: () => kept, write: () => undefined };
    pass = undefined;
    const hold = (listener: () => void, delayMs?: number, ...rest: unknown[]): number => {
      if (delayMs !== 8_000) return setTimeout(listener, delayMs, ...rest);
      pass = listener;
      return 0;
    };
    Object.assign(window, { setTimeout: hold });
  });
  afterEach(() => {
    CfStreamPlayer.memory = undefined;
    Object.assign(window, { setTimeout });
    el.remove();
  });

  const pill = (): HTMLElement | null => uiOf(el)?.shadowRoot?.querySelector<HTMLElement>('[part=resume]') ?? null;
  const button = (): HTMLElement | null => pill()?.querySelector('button') ?? null;
  const begin = async (second: number, attributes: Record<string, string> = {}): Promise<void> => {
    kept = { positions: [[stream.uid, second]] };
    el = await playerOf(stream, { style: 'width: 640px', 'remember-position': '', ...attributes });
    await el.play();
    await waitUntil(() => el.currentTime > 0.2 && (el.noControls || controlsOf(el)), 'it plays', PATIENCE);
  };
  /** Waits for longer than a notice would take to appear. */
  const untilSettled = async (): Promise<void> => {
    const from = el.currentTime;
    await waitUntil(() => el.currentTime > from + 1, 'it plays on', PATIENCE);
  };

  it('announces the position as a status, and starts over by the keyboard', async () => {
    await begin(31);
    await waitUntil(() => button(), 'it is there', PATIENCE);
    const status = pill()!.querySelector('[role=status]')!;
    expect([status.textContent, button()!.textContent]).to.deep.equal(['Resumed at 0:31', 'Start over']);
    await expect(el).to.be.accessible();
    el.focus();
    // Past the seek bar.
    await pressShift('Tab');
    await pressShift('Tab');
    await waitUntil(() => button()!.matches(':focus-visible'), 'it is before the controls', PATIENCE);
    pass!();
    await uiOf(el)!.updateComplete;
    expect(button()?.checkVisibility(), 'it stays while it is in use').to.equal(true);
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => !pill() && el.currentTime < 10 && !el.seeking && !el.paused, 'it begins anew', PATIENCE);
    await waitUntil(() => controlsOf(el)!.matches(':focus-within'), 'the focus is not lost', PATIENCE);
  });

  it('disappears after some time, at Escape, and at a seek', async () => {
    await begin(31);
    await waitUntil(() => pass && button(), 'it is there', PATIENCE);
    pass!();
    await waitUntil(() => !pill(), 'its time is over', PATIENCE);
    el.remove();
    await begin(31);
    await waitUntil(() => button(), 'another one', PATIENCE);
    el.focus();
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !pill(), 'it is not wanted', PATIENCE);
    el.remove();
    await begin(31);
    await waitUntil(() => button(), 'a third one', PATIENCE);
    el.currentTime = 40;
    await waitUntil(() => !pill(), 'it says nothing that is not true', PATIENCE);
  });

  it('starts over at `start-time`', async () => {
    await begin(45, { 'start-time': '20' });
    await waitUntil(() => button(), 'it is there', PATIENCE);
    button()!.click();
    await waitUntil(() => el.currentTime >= 20 && el.currentTime < 30 && !el.seeking, 'it is there', PATIENCE);
  });

  it('does not appear near the beginning, at `start-time`, or without controls', async () => {
    await begin(7);
    await untilSettled();
    expect(pill()?.textContent ?? null, 'near the beginning').to.equal(null);
    el.remove();
    kept = {};
    el = await playerOf(stream, { 'remember-position': '', 'start-time': '30' });
    await el.play();
    await waitUntil(() => el.currentTime > 30 && controlsOf(el), 'it plays', PATIENCE);
    await untilSettled();
    expect(pill() === null, 'where the page says so').to.equal(true);
    el.remove();
    await begin(31, { 'no-controls': '' });
    await untilSettled();
    expect([el.currentTime < 10, pill() === null], 'without controls').to.deep.equal([true, true]);
  });
});
