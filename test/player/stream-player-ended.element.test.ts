import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { controlsOf, PATIENCE, playerOf, uiOf } from '../harness/player-element.js';
import { openStream, type OpenedStream } from '../harness/stream.js';

describe('<cf-stream-player> at the end of its video', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let el: CfStreamPlayer;
  before(async () => {
    stream = await openStream({});
  });
  afterEach(() => {
    Reflect.deleteProperty(document, 'hidden');
    el.remove();
  });

  const inEnd = (selector: string): HTMLElement | null =>
    uiOf(el)?.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  const countdown = (): string => inEnd('.next span')?.textContent ?? '';
  const replay = (): Element | null | undefined => controlsOf(el)?.shadowRoot?.querySelector('[part~=center-button]');
  const playToEnd = async (attributes: Record<string, string>, content = ''): Promise<void> => {
    el = await playerOf(stream, { style: 'width: 640px', ...attributes });
    el.append(document.createRange().createContextualFragment(content));
    await el.play();
    await waitUntil(() => el.currentTime > 0.2 && controlsOf(el), 'it plays', PATIENCE);
    el.currentTime = el.duration - 0.3;
    await waitUntil(() => el.ended, 'it has ended', PATIENCE);
  };

  it('shows the slot `ended` instead of the large replay button until it plays again', async () => {
    await playToEnd({}, '<a slot="ended" href="#more">More videos</a>');
    await waitUntil(() => inEnd('.ended'), 'it is there', PATIENCE);
    const link = el.querySelector('a')!;
    await waitUntil(() => !replay(), 'in place of the button', PATIENCE);
    expect([link.checkVisibility(), inEnd('.ways') === null]).to.deep.equal([true, true]);
    const bar = controlsOf(el)!;
    const isBelow = (inEnd('.ended')!.compareDocumentPosition(bar) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
    expect(isBelow, 'the bar is above it').to.equal(true);
    await expect(el).to.be.accessible();
    await el.play();
    await waitUntil(() => !inEnd('.ended') && !el.ended, 'it plays again', PATIENCE);
    expect(link.checkVisibility()).to.equal(false);
  });

  it('counts down, sends `cf-stream-next` and plays `next-src`', async () => {
    await playToEnd({ 'next-src': stream.uid });
    await waitUntil(() => countdown() === 'Up next in 5', 'it counts', PATIENCE);
    await expect(el).to.be.accessible();
    const told: string[] = [];
    el.addEventListener('cf-stream-next', ({ detail }) => told.push(detail.src));
    await waitUntil(() => /[1-4]/.test(countdown()), 'it goes on', PATIENCE);
    expect(inEnd('[role=status]')?.textContent, 'told to screen readers').to.equal('Up next in 4');
    await waitUntil(() => told.length > 0, 'it is over', PATIENCE);
    await waitUntil(() => !el.ended && !el.paused && el.currentTime > 0.1, 'it plays', PATIENCE);
    expect([told, el.src, el.nextSrc]).to.deep.equal([[stream.uid], stream.uid, undefined]);
  });

  it('does not count down in a hidden tab, stops at a key, and withdraws the offer at Escape', async () => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    const { setInterval } = window;
    let tick = (): void => undefined;
    Object.assign(window, { setInterval: (listener: () => void) => Number((tick = listener)) });
    await playToEnd({ 'next-src': stream.uid });
    await waitUntil(() => countdown() === 'Up next in 5', 'it would count', PATIENCE);
    Object.assign(window, { setInterval });
    tick();
    await uiOf(el)!.updateComplete;
    expect(countdown()).to.equal('Up next in 5');
    Reflect.deleteProperty(document, 'hidden');
    tick();
    await waitUntil(() => countdown() === 'Up next in 4', 'it counts', PATIENCE);
    el.focus();
    await sendKeys({ press: 'Tab' });
    await waitUntil(() => countdown() === '' && inEnd('.ways'), 'it counts no more, and is still on offer', PATIENCE);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !inEnd('.ways') && replay(), 'it is not wanted', PATIENCE);
    expect(el.ended).to.equal(true);
  });

  it('stays at its end when the page prevents the `cf-stream-next` of the button', async () => {
    await playToEnd({ 'next-src': stream.uid });
    await waitUntil(() => inEnd('[part=next-button]'), 'it is on offer', PATIENCE);
    const prevent = (event: Event): void => event.preventDefault();
    el.addEventListener('cf-stream-next', prevent);
    inEnd('[part=next-button]')!.click();
    await waitUntil(() => !inEnd('.ways'), 'it was prevented', PATIENCE);
    expect([el.ended, el.nextSrc]).to.deep.equal([true, stream.uid]);
  });
});
