import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { CfStreamPlayer } from '../../../src/define/player.js';
import { controlsOf, PATIENCE, playerOf } from '../../harness/player-element.js';
import { openStream, type OpenedStream } from '../../harness/stream.js';

describe('<cf-stream-player> with `controlsConfig`', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let el: CfStreamPlayer;
  before(async () => {
    stream = await openStream({ film: 'small' });
    CfStreamPlayer.memory = null;
    await setViewport({ width: 1_200, height: 800 });
  });
  after(async () => {
    CfStreamPlayer.memory = undefined;
    await setViewport({ width: 800, height: 600 });
  });
  afterEach(() => {
    CfStreamPlayer.controlsConfig = undefined;
    el.remove();
  });

  const inControls = (selector: string): HTMLElement[] => [
    ...(controlsOf(el)?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
  ];
  const skips = (): HTMLElement[] => inControls('[part~=skip-button]').filter((one) => one.checkVisibility());
  const begin = async (width: number): Promise<void> => {
    el = await playerOf(stream, { style: `width: ${width}px`, 'start-time': '20' });
    await el.play();
    await waitUntil(() => el.currentTime > 20.1 && inControls('[part~=play-button]')[0], 'it plays', PATIENCE);
    el.pause();
  };
  /** Tells whether it has moved by this many seconds from a position. */
  const hasGone = (seconds: number, from: number) => (): boolean =>
    !el.seeking && Math.abs(el.currentTime - from - seconds) < 0.5;

  it('has working skip buttons in its bar when it is wide, and none when it is narrow', async () => {
    await begin(900);
    expect(skips().map(({ ariaLabel }) => ariaLabel)).to.deep.equal(['Back 10 seconds', 'Forward 10 seconds']);
    await expect(el).to.be.accessible();
    el.focus();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    expect(controlsOf(el)!.shadowRoot!.activeElement?.ariaLabel).to.equal('Forward 10 seconds');
    const from = el.currentTime;
    await sendKeys({ press: 'Enter' });
    await waitUntil(hasGone(10, from), 'not forward', PATIENCE);
    skips()[0]!.click();
    await waitUntil(hasGone(0, from), 'not back', PATIENCE);
    el.style.width = '640px';
    await waitUntil(() => skips().length === 0, 'there is no room for them', PATIENCE);
  });

  it('uses the site’s steps, keys with their tooltips, and speeds', async () => {
    CfStreamPlayer.controlsConfig = {
      skipSeconds: 15,
      playbackRates: [1, 1.2],
      shortcuts: { d: 'l', l: null, p: 'k', k: null },
    };
    await begin(900);
    expect(skips().map(({ ariaLabel }) => ariaLabel)).to.deep.equal(['Back 15 seconds', 'Forward 15 seconds']);
    const keys = [...skips(), ...inControls('[part~=play-button]')].map((one) => one.getAttribute('aria-keyshortcuts'));
    expect(keys).to.deep.equal(['j', 'd', 'p']);
    el.focus();
    const from = el.currentTime;
    await sendKeys({ press: 'l' });
    await sendKeys({ press: 'k' });
    await sendKeys({ press: 'd' });
    await waitUntil(hasGone(15, from), 'the key of the site is not taken', PATIENCE);
    expect(el.paused, 'the usual one is').to.equal(true);
    await sendKeys({ press: '>' });
    await sendKeys({ press: '>' });
    expect(el.playbackRate).to.equal(1.2);
  });
});
