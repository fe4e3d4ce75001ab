import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { CfStreamControls } from '../../../src/define/controls.js';
import { CfStreamPlayer } from '../../../src/define/player.js';
import { controlsOf, inUi, PATIENCE, playerOf, POSTER } from '../../harness/player-element.js';
import { openStream } from '../../harness/stream.js';

describe('<cf-stream-player>: focus, keys and touch:', function () {
  this.timeout(60_000);

  let el: CfStreamPlayer;
  const controls = (): CfStreamControls | null => controlsOf(el);
  const focused = (): string | null | undefined => controls()?.shadowRoot?.activeElement?.ariaLabel;
  const clickPicture = async (): Promise<void> => {
    const { left, top } = el.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(left) + 60, Math.round(top) + 60] });
  };

  before(() => {
    CfStreamPlayer.memory = null;
  });
  after(() => {
    CfStreamPlayer.memory = undefined;
  });
  beforeEach(async () => {
    const stream = await openStream();
    el = await playerOf(stream, { loop: '', style: 'width: 640px' });
    await el.play();
    await waitUntil(
      () => el.currentTime > 0.3 && controls()?.shadowRoot?.querySelector('[part~=play-button]'),
      'it plays',
      PATIENCE,
    );
    (document.activeElement as HTMLElement).blur();
  });
  afterEach(async () => {
    await sendMouse({ type: 'move', position: [0, 0] });
    el.remove();
  });

  it('a click on the picture focuses the controls without a focus ring', async () => {
    expect(document.activeElement === document.body).to.equal(true);
    await clickPicture();
    expect([el.paused, focused()]).to.deep.equal([true, 'Play']);
    expect(controls()!.shadowRoot!.activeElement!.matches(':focus-visible')).to.equal(false);
    await sendKeys({ press: 'ArrowDown' });
    await waitUntil(() => el.volume === 0.95, 'the keys are the player’s', PATIENCE);
    await sendKeys({ press: 'k' });
    await waitUntil(() => !el.paused, 'all of them', PATIENCE);
  });

  it('the Tab key moves from control to control, and never to the picture', async () => {
    const before = await fixture<HTMLButtonElement>(html`<button>Before</button>`);
    el.before(before);
    before.focus();
    const stops = new Set<string | undefined>();
    for (let times = 0; times < 7; times += 1) {
      await sendKeys({ press: 'Tab' });
      stops.add(el.shadowRoot!.activeElement?.localName);
    }
    expect([...stops]).to.deep.equal(['cf-stream-player-ui']);
    // Without controls, focus() goes to the player and must not be taken by the picture.
    if (!navigator.userAgent.includes('Firefox'))
      expect(el.shadowRoot!.querySelector('video')!.hasAttribute('tabindex')).to.equal(false);
  });

  it('the controls hide after a click on the picture once the mouse is at rest', async () => {
    await clickPicture();
    await sendKeys({ press: 'k' });
    await waitUntil(() => !el.paused, 'it plays on', PATIENCE);
    await sendMouse({ type: 'move', position: [0, 0] });
    await waitUntil(() => controls()!.isHidden, 'nobody moves', PATIENCE);
  });

  it('an open list of shortcuts keeps keys from the player', async () => {
    el.focus();
    await sendKeys({ press: '?' });
    await waitUntil(() => inUi(el, 'cf-stream-shortcuts')?.isOpen, 'it is open', PATIENCE);
    await sendKeys({ press: 'm' });
    await sendKeys({ press: 'ArrowDown' });
    expect([el.muted, el.volume]).to.deep.equal([true, 1]);
    await sendKeys({ press: 'Escape' });
    await sendKeys({ press: 'm' });
    expect(el.muted).to.equal(false);
  });

  it('a held arrow key shows its time, and seeks when it is released', async () => {
    let seeks = 0;
    el.focus();
    await sendKeys({ press: 'k' });
    el.currentTime = 4;
    await waitUntil(() => !el.seeking, 'it is near its end', PATIENCE);
    el.addEventListener('seeking', () => (seeks += 1));
    for (let times = 0; times < 4; times += 1) await sendKeys({ down: 'ArrowLeft' });
    expect(controls()!.shadowRoot!.querySelector('[part=notice]')!.textContent.trim()).to.equal('0:00');
    await waitUntil(() => !el.seeking, 'it is at the start', PATIENCE);
    expect(seeks, 'the first press is done at once').to.equal(1);
    await sendKeys({ up: 'ArrowLeft' });
    await waitUntil(() => seeks === 2, 'the others with the last', PATIENCE);
  });

  it('the key for full screen does nothing with controlslist="nofullscreen"', async () => {
    let asked = 0;
    el.requestFullscreen = () => Promise.resolve(void (asked += 1));
    el.setAttribute('controlslist', 'nofullscreen');
    await waitUntil(() => !controls()!.media.canFullscreen, 'it is forbidden', PATIENCE);
    el.focus();
    await sendKeys({ press: 'f' });
    expect(asked).to.equal(0);
    el.removeAttribute('controlslist');
    await waitUntil(() => controls()!.media.canFullscreen, 'it is allowed', PATIENCE);
    await sendKeys({ press: 'f' });
    expect(asked).to.equal(1);
  });

  it('an open menu keeps the controls visible, even without the focus or after a tap', async () => {
    const picture = el.shadowRoot!.querySelector('video')!;
    const blur = (): void => (document.activeElement as HTMLElement).blur();
    const tap = (): void => {
      const { left, width } = el.getBoundingClientRect();
      picture.dispatchEvent(new PointerEvent('pointerdown', { pointerType: 'touch', bubbles: true, composed: true }));
      picture.dispatchEvent(new MouseEvent('click', { clientX: left + width / 2, bubbles: true, composed: true }));
    };
    const isOpen = (): boolean => controls()!.shadowRoot!.querySelector('[aria-expanded=true]') !== null;
    await controls()!.toggleSettings();
    await waitUntil(isOpen, 'it is open', PATIENCE);
    blur();
    tap();
    expect(controls()!.isHidden).to.equal(false);
    await controls()!.toggleSettings();
    await waitUntil(() => !isOpen(), 'it is closed', PATIENCE);
    blur();
    tap();
    expect([controls()!.isHidden, el.paused]).to.deep.equal([true, false]);
  });

  it('focus() keeps the focus on a control that has it', () => {
    controls()!.shadowRoot!.querySelector<HTMLElement>('[part~=mute-button]')!.focus();
    el.focus();
    expect(focused()).to.equal('Unmute');
  });

  it('focus() goes to the play button, or to the large one before there are controls', async () => {
    el.focus();
    expect(focused()).to.equal('Pause');
    await sendKeys({ press: 'ArrowDown' });
    expect(el.volume, 'the seek bar has not taken the key').to.equal(0.95);
    const other = await fixture<CfStreamPlayer>(
      html`<cf-stream-player src="0123456789abcdef0123456789abcdef" poster=${POSTER}></cf-stream-player>`,
    );
    other.focus();
    expect(other.shadowRoot!.activeElement?.getAttribute('part'), 'before there are controls').to.equal('play-overlay');
  });
});
