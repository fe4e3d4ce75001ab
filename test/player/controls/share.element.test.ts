import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CfStreamPlayer } from '../../../src/define/player.js';
import { controlsOf, PATIENCE, playerOf, uiOf } from '../../harness/player-element.js';
import { openStream, type OpenedStream } from '../../harness/stream.js';

const LINK = 'https://example.com/films/lake';
const CODE = '<iframe src="https://example.com/embed/lake" allowfullscreen=""></iframe>';

describe('the share dialog of <cf-stream-player>', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let el: CfStreamPlayer;
  /** What was copied last; copying fails unless it is allowed. */
  let copied: string;
  let mayCopy: boolean;
  before(async () => {
    stream = await openStream({ film: 'small' });
    CfStreamPlayer.memory = null;
  });
  after(() => {
    CfStreamPlayer.memory = undefined;
  });
  beforeEach(() => {
    copied = '';
    mayCopy = true;
    const writeText = async (text: string): Promise<void> => {
      await Promise.resolve();
      if (!mayCopy) throw new DOMException('No.', 'NotAllowedError');
      copied = text;
    };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  });
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'clipboard');
    el.remove();
  });

  const part = (selector: string): HTMLElement | null =>
    uiOf(el)?.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  const button = (): HTMLElement | null => part('[part~=share-button]');
  const panel = (): HTMLDialogElement => part('dialog[part=share]') as HTMLDialogElement;
  const field = (): HTMLInputElement => part('[aria-label=Link]') as HTMLInputElement;
  const link = (): string => field().value;
  const said = (): string | undefined => part('dialog [role=status]')?.textContent ?? undefined;
  const named = (name: string): HTMLElement | undefined =>
    [...panel().querySelectorAll<HTMLElement>('button')].find((one) => one.textContent.trim() === name);
  const begin = async (attributes: Record<string, string>, code = ''): Promise<void> => {
    el = await playerOf(stream, { style: 'width: 640px', 'start-time': '12', ...attributes });
    const template = Object.assign(document.createElement('template'), { slot: 'embed', innerHTML: code });
    if (code) el.append(template);
    await el.play();
    await waitUntil(() => el.currentTime > 12.1 && controlsOf(el), 'it plays', PATIENCE);
    el.pause();
    el.currentTime = 12.5;
    await waitUntil(() => !el.seeking && el.currentTime === 12.5, 'it stands', PATIENCE);
  };
  const open = async (): Promise<void> => {
    await waitUntil(() => button(), 'there is a button', PATIENCE);
    button()!.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => panel().matches(':modal'), 'it is open', PATIENCE);
  };

  it('opens by the keyboard, copies link and embed code, says so, and returns the focus on Escape', async () => {
    await begin({ 'share-url': LINK }, CODE);
    el.focus();
    await waitUntil(() => button(), 'there is a button', PATIENCE);
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ up: 'Shift' });
    await waitUntil(() => button()!.matches(':focus-visible'), 'it is before the controls', PATIENCE);
    const tip = getComputedStyle(button()!, '::after');
    await waitUntil(() => tip.visibility === 'visible', 'it says what it is', PATIENCE);
    expect([tip.content, button()!.title], 'to the eye alone').to.deep.equal(['"Share" / ""', '']);
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => panel().matches(':modal'), 'it is open', PATIENCE);
    expect([panel().getAttribute('aria-labelledby'), said()]).to.deep.equal(['share-title', '']);
    await expect(el).to.be.accessible();
    expect(named('Copy link')!.matches(':focus'), 'the focus is where most go').to.equal(true);
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => said() === 'Copied', 'it says so', PATIENCE);
    expect(copied).to.equal(LINK);
    // Letters do not control the player here.
    await sendKeys({ press: 'k' });
    expect(el.paused).to.equal(true);
    await sendKeys({ press: 'Tab' });
    await waitUntil(() => named('Start at 0:12')!.matches('[aria-checked=false]:focus'), 'next is the time', PATIENCE);
    await sendKeys({ press: ' ' });
    await waitUntil(() => link() === `${LINK}?t=12` && said() === '', 'it has the time', PATIENCE);
    named('Copy link')!.click();
    await waitUntil(() => copied === `${LINK}?t=12`, 'it is copied', PATIENCE);
    named('Copy code')!.click();
    await waitUntil(() => copied === CODE, 'so is the code', PATIENCE);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !panel().open && button()!.matches(':focus'), 'the focus is back', PATIENCE);
    await open();
    expect(link(), 'begins anew').to.equal(LINK);
  });

  it('selects the link when it may not be copied', async () => {
    mayCopy = false;
    await begin({ 'share-url': LINK });
    await open();
    expect(named('Copy code') === undefined, 'no code, no button').to.equal(true);
    named('Copy link')!.click();
    await waitUntil(() => said() === 'Copy the selected text', 'it says so', PATIENCE);
    const { selectionStart, selectionEnd } = field();
    expect([selectionStart, selectionEnd]).to.deep.equal([0, LINK.length]);
  });

  it('stays closed when the page prevents `cf-stream-share`, which tells link and time', async () => {
    const seen: unknown[] = [];
    await begin({ 'share-url': '/films/lake#t={time}' });
    el.addEventListener('cf-stream-share', (event) => {
      event.preventDefault();
      seen.push(event.detail);
    });
    await waitUntil(() => button(), 'there is a button', PATIENCE);
    button()!.click();
    await el.updateComplete;
    expect(seen).to.deep.equal([{ url: new URL('/films/lake', location.href).href, time: 12 }]);
    expect([panel().open, said()]).to.deep.equal([false, undefined]);
  });

  it('has no button without `share-url` or with a token in it, and hides embed code that has one', async () => {
    const token = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(30)}.${'s'.repeat(40)}`;
    await begin({ 'share-url': `/films/lake?token=${token}` });
    el.shareUrl = LINK;
    await waitUntil(() => button(), 'it comes', PATIENCE);
    el.shareUrl = `/films/${token}`;
    await waitUntil(() => !button(), 'it goes', PATIENCE);
    el.removeAttribute('share-url');
    el.shareUrl = undefined;
    await el.updateComplete;
    expect(button() === null).to.equal(true);
    el.remove();
    await begin({ 'share-url': LINK }, `<iframe src="https://example.com/${token}"></iframe>`);
    await open();
    expect(part('textarea') === null).to.equal(true);
  });

  it('offers the system’s share sheet on touch screens', async () => {
    const shared: unknown[] = [];
    const { matchMedia } = window;
    window.matchMedia = (query) => matchMedia.call(window, query === '(pointer: coarse)' ? 'all' : query);
    for (const [name, value] of Object.entries({
      canShare: () => true,
      share: (data: unknown) => Promise.resolve(void shared.push(data)),
    }))
      Object.defineProperty(navigator, name, { configurable: true, value });
    await begin({ 'share-url': LINK, 'video-title': 'The lake' });
    await open();
    named('Share via…')!.click();
    await waitUntil(() => shared.length > 0, 'it is shared', PATIENCE);
    expect(shared).to.deep.equal([{ url: LINK, title: 'The lake' }]);
    window.matchMedia = matchMedia;
    for (const name of ['canShare', 'share']) Reflect.deleteProperty(navigator, name);
  });

  it('has a button that hides with the controls, in the page’s language and the site’s own words', async () => {
    CfStreamPlayer.languages = { de: { copyLink: 'Adresse kopieren' } };
    await begin({ 'share-url': LINK, lang: 'de' });
    await waitUntil(() => button()?.ariaLabel === 'Teilen', 'it is in German', PATIENCE);
    const isSeen = (): boolean => button()!.checkVisibility({ visibilityProperty: true });
    expect(isSeen()).to.equal(true);
    controlsOf(el)!.isHidden = true;
    await waitUntil(() => !isSeen(), 'it goes with its controls', PATIENCE);
    controlsOf(el)!.isHidden = false;
    await waitUntil(isSeen, 'it comes with them', PATIENCE);
    await open();
    expect([!named('Adresse kopieren'), !named('Ab 0:12 starten')]).to.deep.equal([false, false]);
    CfStreamPlayer.languages = undefined;
  });
});
