import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CfStreamPlayer, type ViewerPreferences } from '../../../src/define/player.js';
import '../../../src/define/transcript.js';
import { controlsOf, inUi, PATIENCE, playerOf, uiOf } from '../../harness/player-element.js';
import { openStream, type OpenedStream } from '../../harness/stream.js';

const LINK = 'https://example.com/films/lake';
const CODE = '<iframe src="https://example.com/embed/lake"></iframe>';
const FILE =
  'WEBVTT\n\n00:00.000 --> 00:10.000\n- The lake at dawn\n\n00:10.000 --> 00:20.000\n- A boat\n\n00:20.000 --> 00:30.000\n- The lake again\n';

describe('<cf-stream-player> by the keyboard alone', function () {
  this.timeout(120_000);
  let stream: OpenedStream;
  let el: CfStreamPlayer;
  let kept: ViewerPreferences;
  let copied = '';
  let box: HTMLElement;
  const realFetch = window.fetch;

  /** Element that has the focus, through all shadow roots. */
  const active = (): HTMLElement => {
    let one = document.activeElement;
    while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    return one as HTMLElement;
  };
  /** What it is called, or says. */
  const focused = (): string => {
    const one = active();
    const { localName, ariaLabel, textContent } = one;
    return (ariaLabel ?? (localName === 'body' ? 'the page' : textContent)).replace(/\s+/g, ' ').trim();
  };
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await sendKeys({ press: key });
  };
  const pressWith = async (held: 'Shift' | 'Control', ...keys: readonly string[]): Promise<void> => {
    await sendKeys({ down: held });
    await press(...keys);
    await sendKeys({ up: held });
  };
  /** Waits until what has the focus is called so, and shows that it has it. */
  const untilFocused = (name: string): Promise<void> => {
    const isThere = (): boolean => focused().startsWith(name) && active().matches(':focus-visible');
    return waitUntil(isThere, `the focus is not on “${name}”`, PATIENCE).catch((error: unknown) => {
      throw new Error(`${String(error)}, but on “${focused()}”`);
    });
  };
  /** Goes by one key to what is called so. */
  const goTo = async (name: string, key = 'Tab', most = 24): Promise<void> => {
    const passed: string[] = [];
    for (let steps = 0; steps < most && !focused().startsWith(name); steps += 1) {
      passed.push(focused());
      await press(key);
    }
    expect(focused().startsWith(name), `no “${name}” among ${passed.join(' | ')}`).to.equal(true);
    const { outlineStyle, boxShadow } = getComputedStyle(active());
    const isSlider = active().matches('input[type=range]');
    expect(isSlider || outlineStyle !== 'none' || boxShadow !== 'none', `“${name}” has no ring`).to.equal(true);
  };
  const goBackTo = async (name: string): Promise<void> => {
    await sendKeys({ down: 'Shift' });
    try {
      await goTo(name);
    } finally {
      await sendKeys({ up: 'Shift' });
    }
  };
  const untilAt = (second: number): Promise<void> =>
    waitUntil(() => !el.seeking && Math.abs(el.currentTime - second) < 0.1, `not at ${second}`, {
      timeout: 8_000,
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}, but at ${el.currentTime}, with “${focused()}”`);
    });
  const menuName = (): string | null | undefined =>
    controlsOf(el)!.shadowRoot!.querySelector('cf-stream-settings')?.shadowRoot?.querySelector('.menu:popover-open')
      ?.ariaLabel;
  const untilMenu = (name: string | undefined): Promise<void> =>
    waitUntil(() => menuName() === name, `the menu is not ${name}`, PATIENCE);
  const inPlayer = (selector: string): HTMLElement | null =>
    uiOf(el)?.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;

  before(async () => {
    stream = await openStream({ film: 'small' });
    kept = { positions: [[stream.uid, 31]] };
    CfStreamPlayer.memory = { read: () => kept, write: (preferences) => (kept = preferences) };
    window.fetch = (input, init) =>
      typeof input === 'string' && input.endsWith('/lake.vtt')
        ? Promise.resolve(new Response(FILE))
        : realFetch(input, init);
    const writeText = (text: string): Promise<void> => Promise.resolve(void (copied = text));
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    // All tests have it in common, and fixtures go after each.
    box = document.createElement('div');
    box.innerHTML = '<button>Before</button>';
    document.body.append(box);
    el = await playerOf(stream, {
      id: 'film',
      style: 'width: 800px',
      'share-url': LINK,
      'remember-position': '',
      'video-title': 'The lake',
    });
    el.innerHTML = `<template slot="embed">${CODE}</template><track kind="captions" srclang="en" label="English" src="/lake.vtt">`;
    await el.addChapters([
      { startTime: 0, title: 'Opening' },
      { startTime: 10, title: 'Boat' },
      { startTime: 40, endTime: 50, title: 'Hill' },
    ]);
    // Firefox leads from the last element out of the page, and not back.
    const transcript = Object.assign(document.createElement('cf-stream-transcript'), { htmlFor: 'film', lang: 'en' });
    box.append(el, transcript, Object.assign(document.createElement('button'), { textContent: 'After' }));
    box.querySelector('button')!.focus();
    await press('Tab');
    await untilFocused('Play');
    await press('Enter');
    await waitUntil(() => el.currentTime > 31 && controlsOf(el), 'it plays', PATIENCE);
  });
  after(() => {
    CfStreamPlayer.memory = undefined;
    window.fetch = realFetch;
    Reflect.deleteProperty(navigator, 'clipboard');
    box.remove();
  });

  it('the notice that it goes on leads back to the beginning', async () => {
    await waitUntil(() => inPlayer('[part=start-over-button]'), 'there is none', PATIENCE);
    await untilFocused('Pause');
    await goBackTo('Start over');
    await press('Enter');
    await waitUntil(() => el.currentTime < 20 && !el.paused && !el.seeking, 'it does not begin anew', PATIENCE);
    await untilFocused('Pause');
    await press('k');
    await waitUntil(() => el.paused, 'it plays on', PATIENCE);
  });

  it('chapters are chosen in their menu, which gives the focus back, and by Ctrl and an arrow', async () => {
    await press('0');
    await untilAt(0);
    await goTo('Opening');
    await press('Enter');
    await untilMenu('Chapters');
    await untilFocused('Opening');
    await press('ArrowDown');
    await untilFocused('Boat');
    await press('Enter');
    await untilAt(10);
    await untilFocused('Boat');
    expect(menuName(), 'it stays open').to.equal(undefined);
    await press(' ');
    await untilMenu('Chapters');
    await press('h');
    await untilFocused('Hill');
    await press('ArrowLeft');
    await untilFocused('Chapters');
    await press('Enter');
    await untilFocused('Boat');
    await press('Escape');
    await untilMenu(undefined);
    await untilFocused('Boat');
    await pressWith('Control', 'ArrowRight');
    await untilAt(40);
    await untilFocused('Hill');
    await press('l');
    await untilAt(50);
    await untilFocused('Play');
    await pressWith('Control', 'ArrowLeft');
    await untilAt(40);
  });

  it('a part of the video goes round from here to there, and not any more', async () => {
    await press('0');
    await untilAt(0);
    await goTo('Settings');
    await press('Enter');
    await untilMenu('Settings');
    await goTo('Loop a section', 'ArrowDown');
    await press('Enter');
    await untilFocused('Start here');
    await press('Enter');
    await waitUntil(() => el.loopRange?.join() === '0,Infinity', 'it has no start', PATIENCE);
    await untilFocused('Start here');
    await press('Escape');
    await untilFocused('Loop a section');
    await press('Escape');
    await untilFocused('Settings');
    await press('l');
    await untilAt(10);
    await press('Enter');
    await untilMenu('Settings');
    await goTo('Loop a section', 'ArrowDown');
    await press('ArrowRight');
    await untilFocused('Start here');
    await press('ArrowDown', 'Enter');
    await waitUntil(() => el.loopRange?.join() === '0,10', 'it has no end', PATIENCE);
    await untilFocused('End here');
    await press('ArrowDown');
    await untilFocused('Clear');
    await press('Enter');
    await waitUntil(() => el.loopRange === null, 'it goes round', PATIENCE);
    await untilFocused('End here');
    await press('Tab');
    await untilMenu(undefined);
    expect(focused()).not.to.equal('the page');
  });

  it('captions get another font, size and colour, and their own again', async () => {
    await goBackTo('Captions');
    await press('Enter');
    await waitUntil(() => inUi(el, 'cf-stream-captions')?.shadowRoot?.querySelector('.text'), 'no captions', PATIENCE);
    await goTo('Settings');
    await press('Enter');
    await goTo('Captions', 'ArrowDown');
    await press('Enter');
    await goTo('Caption style', 'ArrowDown');
    await press('Enter');
    await untilFocused('Font');
    for (const [page, value] of [
      ['Font', 'Cursive'],
      ['Text size', '200%'],
      ['Text color', 'Yellow'],
    ] as const) {
      await goTo(page, 'ArrowDown');
      await press('ArrowRight');
      await untilMenu(page);
      await goTo(value, 'ArrowDown');
      await press(' ');
      await untilFocused(value);
      await press('Escape');
      await untilFocused(`${page} ${value}`);
    }
    expect(kept.captionStyle).to.deep.equal({ font: 'cursive', size: 2, color: 'yellow' });
    await goTo('Reset', 'ArrowUp');
    await press('Enter');
    await waitUntil(() => JSON.stringify(kept.captionStyle) === '{}', 'they are not reset', PATIENCE);
    await untilFocused('Reset');
    await press('Escape');
    await untilFocused('Caption style');
    await press('Escape');
    await untilFocused('Captions');
    await press('Escape');
    await untilMenu(undefined);
    await untilFocused('Settings');
  });

  it('the link, with the time, and the code are copied, and the panel gives the focus back', async () => {
    const panel = (): HTMLDialogElement => inPlayer('dialog[part=share]') as HTMLDialogElement;
    const said = (): string | undefined => panel().querySelector('[role=status]')?.textContent;
    await goBackTo('Share');
    await press('Enter');
    await untilFocused('Copy link');
    await press('Tab');
    await untilFocused('Start at 0:10');
    await press(' ');
    await untilFocused('Start at 0:10');
    await goTo('Copy code');
    await press('Enter');
    await waitUntil(() => copied === CODE && said() === 'Copied', 'no code', PATIENCE);
    await goBackTo('Copy link');
    await press('Enter');
    await waitUntil(() => copied === `${LINK}?t=10`, 'no link', PATIENCE);
    await goBackTo('Close');
    await press('Enter');
    await waitUntil(() => !panel().open, 'it stays open', PATIENCE);
    await untilFocused('Share');
    await press('Enter');
    await untilFocused('Copy link');
    await press('Escape');
    await untilFocused('Share');
  });

  it('the transcript is reached behind the player, searched, and leads to a place', async () => {
    const text = box.querySelector('cf-stream-transcript')!.shadowRoot!;
    const count = (): string | undefined => text.querySelector('.count')?.textContent;
    const marked = (): string | undefined => text.querySelector('mark.at')?.closest('p')?.textContent.trim();
    await goTo('Search');
    await sendKeys({ type: 'lake' });
    await waitUntil(() => count() === '2 of 2', `not found: ${count()}`, PATIENCE);
    await press('Enter');
    await waitUntil(() => count() === '1 of 2' && marked() === '- The lake at dawn', 'not the next', PATIENCE);
    await pressWith('Shift', 'Enter');
    await waitUntil(() => count() === '2 of 2' && marked() === '- The lake again', 'not the one before', PATIENCE);
    await press('Tab');
    await untilFocused('Previous result');
    await press('Enter');
    await waitUntil(() => count() === '1 of 2', 'not by the button', PATIENCE);
    await untilFocused('Previous result');
    await goBackTo('Search');
    await press('Escape');
    await waitUntil(() => count() === '' && !marked(), 'it is still searched', PATIENCE);
    await untilFocused('Search');
    await press('Tab');
    await waitUntil(() => /^\d:\d\d$/.test(focused()), `the text is not next, but ${focused()}`, PATIENCE);
    await press('Home', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'End');
    await untilFocused('0:20');
    await press('Enter');
    await untilAt(20);
    await untilFocused('0:20');
    await press('Tab');
    await untilFocused('After');
  });

  it('what comes next is stopped, refused and played', async () => {
    const end = async (): Promise<void> => {
      el.nextSrc = stream.uid;
      await press('k');
      await waitUntil(() => !el.paused, 'it does not play', PATIENCE);
      el.currentTime = el.duration - 0.3;
      await waitUntil(() => el.ended && inPlayer('.ways'), 'it has not ended', PATIENCE);
    };
    const countdown = (): Element | null => inPlayer('.next');
    box.querySelector('button')!.focus();
    await goTo('Play');
    await end();
    await untilFocused('Cancel');
    await press('Escape');
    await waitUntil(() => !inPlayer('.ways'), 'it is still on offer', PATIENCE);
    await untilFocused('Replay');
    await end();
    await untilFocused('Cancel');
    await pressWith('Shift', 'Tab');
    await untilFocused('Play now');
    expect(countdown() === null, 'it goes on counting').to.equal(true);
    await press('Tab', 'Enter');
    await waitUntil(() => !inPlayer('.ways'), 'it is still on offer', PATIENCE);
    await untilFocused('Replay');
    await end();
    await goBackTo('Play now');
    await press('Enter');
    await waitUntil(() => !el.ended && !el.paused && el.currentTime > 0.1, 'it does not play', PATIENCE);
    await untilFocused('Pause');
  });
});
