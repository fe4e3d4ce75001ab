// The player's controls on the demo pages, under their Content Security Policy: by mouse, by keyboard, and as a screen
// reader perceives them.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PROJECT } from '../../demo/start/options.js';
import { readAccessibilityTree } from './support/accessibility-tree.js';
import { chromiumSkipReason } from './support/browsers.js';
import { openChromium, type ChromiumPage } from './support/chromium.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { focusedElement } from './support/focus.js';
import { until } from './support/until.js';

/** Lists the chunks loaded on demand (settings, captions, shortcuts, languages) that the page has fetched. Runs in the page. */
function fetchedChunks(): string[] {
  const names = performance
    .getEntriesByType('resource')
    .map(({ name }) => /\/assets\/([\w-]+?)-[\w-]{8}\.js$/.exec(name)?.[1] ?? '');
  return [
    ...new Set(
      names.filter((name) =>
        /^(settings|captions|shortcuts|languages|player-languages|ar|de|es|fr|he|hi|id|it|ja|ko|nl|pl|pt|ru|sv|tr|uk|zh)$/.test(
          name,
        ),
      ),
    ),
  ].sort();
}

describe('player controls on the demo pages', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  let browser: ChromiumPage;
  const untilPlaying = (): Promise<unknown> =>
    until('it plays', () =>
      browser.evaluate(() => document.querySelector('cf-stream-player')!.matches(':state(playing)')),
    );

  before(async () => {
    demo = await startJourney({ sample: true, segmentSeconds: 2 });
    await demo.waitForSample();
    browser = await openChromium();
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  it('are reached by Tab in order, start playback by Enter, and are visible while they have the focus', async () => {
    const { page } = browser;
    await browser.goto(`${demo.url}/player.html`);
    await until('there is a video', () =>
      browser.evaluate(() => document.querySelector('cf-stream-player[src]') !== null),
    );
    await page.keyboard.press('Tab');
    assert.equal((await browser.evaluate(focusedElement)).name, 'Play');
    await page.keyboard.press('Enter');
    await untilPlaying();
    await until(
      'the focus is on the small play button',
      async () => (await browser.evaluate(focusedElement)).name === 'Pause',
    );
    const focused: string[] = [];
    for (let step = 0; step < 9; step += 1) {
      await page.keyboard.press('Tab');
      const { name, isVisible } = await browser.evaluate(focusedElement);
      focused.push(name);
      await until(`${name} can be seen`, async () => (await browser.evaluate(focusedElement)).isVisible || isVisible);
    }
    const names = focused.slice(0, 8).map((name) => name.replace(/^\d+:\d\d \/ /, ''));
    assert.deepEqual(names, [
      ...['Back 10 seconds', 'Forward 10 seconds', 'Mute', 'Volume', '1:04'],
      ...['Settings', 'Picture in picture', 'Full screen'],
    ]);
    await page.keyboard.press('Shift+Tab');
  });

  it('fetch no settings, captions, shortcuts or language chunk before it is needed', async () => {
    assert.deepEqual(await browser.evaluate(fetchedChunks), []);
  });

  it('expose group, play button, position slider and group to screen readers', async () => {
    const texts = await readAccessibilityTree(browser.page);
    assert.ok(
      texts.some((text) => /^group \| Video player/i.test(text)),
      texts.join('\n'),
    );
    assert.ok(texts.includes('button | Pause'), texts.join('\n'));
    assert.ok(
      texts.some((text) => text.startsWith('slider | Seek')),
      texts.join('\n'),
    );
    assert.ok(
      texts.some((text) => text.startsWith('group | Video controls')),
      texts.join('\n'),
    );
  });

  it('handle keyboard shortcuts while the focus is inside the player, and none while it is outside', async () => {
    const { page } = browser;
    const read = () =>
      browser.evaluate(() => {
        const player = document.querySelector('cf-stream-player')!;
        const { paused, muted, volume, playbackRate, currentTime } = player;
        return { paused, muted, volume, playbackRate, currentTime };
      });
    await browser.evaluate(() => document.querySelector('cf-stream-player')!.focus());
    await page.keyboard.press('k');
    await until('it is paused', async () => (await read()).paused);
    await page.keyboard.press('5');
    await until('it is in the middle', async () => Math.abs((await read()).currentTime - 32) < 2);
    await page.keyboard.press('j');
    await until('it is ten seconds earlier', async () => Math.abs((await read()).currentTime - 22) < 2);
    await page.keyboard.press('m');
    await page.keyboard.press('>');
    await page.keyboard.press('ArrowDown');
    await until('muted state, speed and volume have changed', async () => {
      const { muted, playbackRate, volume } = await read();
      return !muted && playbackRate === 1.25 && volume < 1;
    });
    await page.keyboard.press('?');
    await until('the help is open', () =>
      browser.evaluate(
        () =>
          document
            .querySelector('cf-stream-player')!
            .shadowRoot!.querySelector('cf-stream-player-ui')
            ?.shadowRoot?.querySelector('cf-stream-shortcuts')
            ?.shadowRoot?.querySelector('dialog')?.open === true,
      ),
    );
    await page.keyboard.press('Escape');
    await browser.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('m');
    assert.equal((await read()).muted, false);
  });

  it('draw captions, change the quality and show a thumbnail with no CSP violation and no token in the DOM', async () => {
    const { page } = browser;
    const clickControl = (part: string) =>
      browser.click('cf-stream-player', 'cf-stream-player-ui', 'cf-stream-controls', `[part~=${part}]`);
    await browser.evaluate(() => {
      const track = document
        .querySelector('cf-stream-player')!
        .shadowRoot!.querySelector('video')!
        .addTextTrack('captions', 'English', 'en');
      track.addCue(new VTTCue(0, 64, 'A quiet lake'));
    });
    await clickControl('captions-button');
    await until('the caption is drawn', () =>
      browser.evaluate(
        () =>
          document
            .querySelector('cf-stream-player')!
            .shadowRoot!.querySelector('cf-stream-player-ui')
            ?.shadowRoot?.querySelector('cf-stream-captions')
            ?.shadowRoot?.querySelector('.cue')
            ?.textContent.trim() === 'A quiet lake',
      ),
    );
    const texts = await readAccessibilityTree(page);
    assert.ok(texts.includes('StaticText | A quiet lake'), texts.join('\n'));
    assert.ok(
      texts.some((text) => /^button \| .*[Cc]aptions.*\| pressed$/.test(text)),
      texts.join('\n'),
    );
    assert.deepEqual(await browser.evaluate(fetchedChunks), ['captions', 'shortcuts'], 'what was opened');
    await clickControl('settings-button');
    await until('the settings are open', () =>
      browser.evaluate(
        () =>
          document
            .querySelector('cf-stream-player')!
            .shadowRoot!.querySelector('cf-stream-player-ui')
            ?.shadowRoot?.querySelector('cf-stream-controls')!
            .shadowRoot!.querySelector('cf-stream-settings')
            ?.shadowRoot?.querySelector(':popover-open') !== null,
      ),
    );
    const onItem = (text: RegExp) =>
      until(`the focus is on ${text.source}`, async () => text.test((await browser.evaluate(focusedElement)).name));
    await onItem(/^Quality/);
    await page.keyboard.press('Enter');
    await onItem(/^Auto/);
    await page.keyboard.press('ArrowDown');
    await onItem(/p$/);
    await page.keyboard.press('Enter');
    await until('a quality is chosen', () =>
      browser.evaluate(() => document.querySelector('cf-stream-player')!.selectedRendition !== null),
    );
    const bar = (await page.locator('cf-stream-player').locator('cf-stream-seek-bar').boundingBox())!;
    await page.mouse.move(bar.x + bar.width / 2, bar.y + bar.height / 2);
    await until('a thumbnail is shown', () =>
      browser.evaluate(
        () =>
          document
            .querySelector('cf-stream-player')!
            .shadowRoot!.querySelector('cf-stream-player-ui')
            ?.shadowRoot?.querySelector('cf-stream-controls')!
            .shadowRoot!.querySelector('cf-stream-seek-bar')!
            .shadowRoot!.querySelector('canvas:not([hidden])') !== null,
      ),
    );
    const html = await browser.evaluate(
      () =>
        document.querySelector('cf-stream-player')!.getHTML({ serializableShadowRoots: true }) +
        document.querySelector('cf-stream-player')!.shadowRoot!.innerHTML,
    );
    assert.doesNotMatch(html, /eyJ/, 'no token is in the page');
    assert.deepEqual(browser.problems, []);
  });

  it('restore volume and speed on the next visit', async () => {
    await browser.goto(`${demo.url}/player.html`);
    await until('there is a video', () =>
      browser.evaluate(() => document.querySelector('cf-stream-player[src]') !== null),
    );
    await browser.click('cf-stream-player', '[part=play-overlay]');
    await untilPlaying();
    const { volume, playbackRate } = await browser.evaluate(() => {
      const player = document.querySelector('cf-stream-player')!;
      return { volume: player.volume, playbackRate: player.playbackRate };
    });
    assert.ok(volume < 1);
    assert.equal(playbackRate, 1.25);
  });

  /** Reads the label of a button of the controls. */
  const labelOf = (selector: string): Promise<string | null> =>
    browser.evaluate(
      (wanted) =>
        document
          .querySelector('cf-stream-player')!
          .shadowRoot!.querySelector('cf-stream-player-ui')
          ?.shadowRoot?.querySelector('cf-stream-controls')!
          .shadowRoot!.querySelector(wanted)!.ariaLabel,
      selector,
    ) as Promise<string | null>;

  it('ignore the second click of a double click on the large play button: no pause, no full screen', async () => {
    const { page } = browser;
    await browser.goto(`${demo.url}/player.html`);
    await until('there is a video', () =>
      browser.evaluate(() => document.querySelector('cf-stream-player[src]') !== null),
    );
    await page.locator('cf-stream-player').hover();
    await until('the controls are loaded', () =>
      browser.evaluate(() => customElements.get('cf-stream-controls') !== undefined),
    );
    // In one task, so that the second click comes in time on a slow machine, too.
    const after = await browser.evaluate(async () => {
      const player = document.querySelector('cf-stream-player')!;
      player.shadowRoot!.querySelector<HTMLElement>('[part=play-overlay]')!.click();
      await player.updateComplete;
      const video = player.shadowRoot!.querySelector('video')!;
      video.click();
      video.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, composed: true }));
      return { isPaused: player.paused, isFull: document.fullscreenElement !== null };
    });
    await untilPlaying();
    assert.deepEqual(after, { isPaused: false, isFull: false });
    await until('a click on the video pauses it a moment later', async () => {
      await page.locator('cf-stream-player').click({ position: { x: 40, y: 40 } });
      return browser.evaluate(() => document.querySelector('cf-stream-player')!.paused);
    });
    // The label follows a moment after the state: an earlier click would still hit “Pause”.
    await until('the small button says “Play”', async () => (await labelOf('[part~=play-button]')) === 'Play');
    await browser.click('cf-stream-player', 'cf-stream-player-ui', 'cf-stream-controls', '[part~=play-button]');
    await untilPlaying();
  });

  it('ignore the second click of a double click on the replay button, and keep the focus in the player', async () => {
    await browser.evaluate(() => {
      const player = document.querySelector('cf-stream-player')!;
      player.currentTime = player.duration;
    });
    await until(
      'it has ended, and says so',
      async () => (await labelOf('[part~=center-button]:last-child')) === 'Replay',
    );
    // In one task, so that the second click comes in time on a slow machine, too.
    const after = await browser.evaluate(() => {
      const player = document.querySelector('cf-stream-player')!;
      const { shadowRoot } = player.shadowRoot!.querySelector('cf-stream-player-ui')!.controls!;
      const button = shadowRoot!.querySelector<HTMLElement>('[part~=center-button]:last-child')!;
      button.focus();
      button.click();
      const video = player.shadowRoot!.querySelector('video')!;
      video.click();
      video.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, composed: true }));
      return { isPaused: player.paused, isFull: document.fullscreenElement !== null };
    });
    assert.deepEqual(after, { isPaused: false, isFull: false });
    await untilPlaying();
    await until(
      'the focus is on the small button',
      async () => (await browser.evaluate(focusedElement)).name === 'Pause',
    );
    await browser.page.keyboard.press('k');
    await until('the keys are the player’s', () =>
      browser.evaluate(() => document.querySelector('cf-stream-player')!.paused),
    );
    await browser.page.keyboard.press('k');
    await untilPlaying();
  });

  it('enter and leave picture-in-picture by a button whose label follows', async () => {
    const clickControl = (part: string) =>
      browser.click('cf-stream-player', 'cf-stream-player-ui', 'cf-stream-controls', `[part~=${part}]`);
    const isInPictureInPicture = () =>
      browser.evaluate(() => document.pictureInPictureElement?.localName === 'cf-stream-player');
    const label = () =>
      browser.evaluate(
        () =>
          document
            .querySelector('cf-stream-player')!
            .shadowRoot!.querySelector('cf-stream-player-ui')
            ?.shadowRoot?.querySelector('cf-stream-controls')!
            .shadowRoot!.querySelector('[part~=pip-button]')!.ariaLabel,
      );
    await clickControl('pip-button');
    await until('the player is in picture-in-picture', isInPictureInPicture);
    await until('the label has changed', async () => (await label()) === 'Exit picture in picture');
    await clickControl('pip-button');
    await until('the player has left picture-in-picture', async () => !(await isInPictureInPicture()));
    await until('the label has changed', async () => (await label()) === 'Picture in picture');
  });

  it('hide during playback while the mouse rests, and reappear when it moves', async () => {
    const areHidden = () =>
      browser.evaluate(
        () =>
          document
            .querySelector('cf-stream-player')!
            .shadowRoot!.querySelector('cf-stream-player-ui')
            ?.shadowRoot?.querySelector('cf-stream-controls')!.isHidden,
      );
    await browser.page.mouse.move(5, 5);
    await until('the controls are hidden', areHidden, { timeoutMs: 10_000 });
    await browser.page.mouse.move(600, 450);
    await until('the controls are shown', async () => !(await areHidden()));
  });

  it('take their look from parts, custom properties and slots alone, with no CSP violation', async () => {
    await browser.goto(`${demo.url}/skin.html`);
    await until('there is a video', () =>
      browser.evaluate(() => document.querySelector('cf-stream-player[src]') !== null),
    );
    await browser.click('cf-stream-player', '[part=play-overlay]');
    await untilPlaying();
    const styles = await browser.evaluate(() => {
      const controls = document
        .querySelector('cf-stream-player')!
        .shadowRoot!.querySelector('cf-stream-player-ui')!
        .shadowRoot!.querySelector('cf-stream-controls')!;
      const shareButton = document.querySelector('[slot=controls-end]')!;
      return {
        play: getComputedStyle(controls.shadowRoot!.querySelector('[part~=play-button]')!).color,
        bar: getComputedStyle(controls.shadowRoot!.querySelector('[part~=bar]')!).borderRadius,
        hasShareButton: shareButton.checkVisibility() && shareButton.getBoundingClientRect().width > 0,
      };
    });
    assert.deepEqual(styles, { play: 'rgb(226, 176, 74)', bar: '18px', hasShareButton: true });
    assert.deepEqual(browser.problems, []);
  });

  it('are neither rendered nor loaded with `no-controls`, and those of media-chrome play the video', async () => {
    const mediaChrome = await openChromium();
    try {
      await mediaChrome.goto(`${demo.url}/media-chrome.html`);
      await until('there is a video', () =>
        mediaChrome.evaluate(() => document.querySelector('cf-stream-player[src]') !== null),
      );
      await mediaChrome.click('media-play-button');
      await until('it plays', () =>
        mediaChrome.evaluate(() => document.querySelector('cf-stream-player')!.matches(':state(playing)')),
      );
      assert.equal(
        await mediaChrome.evaluate(
          () =>
            document
              .querySelector('cf-stream-player')!
              .shadowRoot!.querySelector('cf-stream-player-ui')
              ?.shadowRoot?.querySelector('cf-stream-controls') ?? null,
        ),
        null,
      );
      assert.equal(
        await mediaChrome.evaluate(() => customElements.get('cf-stream-controls') === undefined),
        true,
        'the controls are not loaded',
      );
      assert.deepEqual(mediaChrome.problems, []);
    } finally {
      await mediaChrome.close();
    }
  });

  it('cause no layout shift when the script of the player arrives late', async () => {
    const { page } = browser;
    const script = /src="(\/assets\/player-[^"]+\.js)"/.exec(
      await (await fetch(`${demo.url}/player.html`)).text(),
    )?.[1];
    assert.ok(script);
    let releaseScript = (): void => undefined;
    const scriptReleased = new Promise<void>((resolve) => (releaseScript = resolve));
    await page.route(`**${script}`, async (route) => {
      await scriptReleased;
      await route.continue();
    });
    await page.route('**/late.html', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><link rel="stylesheet" href="/early.css"><script type="module" src="${script}"></script>
        <cf-stream-player aspect-ratio="4/3" src="${'0'.repeat(32)}"><a href="/video">Watch</a></cf-stream-player><p id="message">Below</p>`,
      }),
    );
    await page.route('**/early.css', (route) =>
      route.fulfill({ contentType: 'text/css', path: `${PROJECT}/src/cf-stream-elements.css` }),
    );
    await page.goto(`${demo.url}/late.html`, { waitUntil: 'commit' });
    const readLayout = () =>
      browser.evaluate(() => {
        const { width, height } = document.querySelector('cf-stream-player')!.getBoundingClientRect();
        return { width, height, below: document.querySelector('#message')!.getBoundingClientRect().top };
      });
    await until('the page is drawn', () =>
      browser.evaluate(() => document.styleSheets.length === 1 && document.querySelector('#message') !== null),
    );
    const before = await readLayout();
    assert.ok(Math.abs(before.width / before.height - 4 / 3) < 0.01, JSON.stringify(before));
    await browser.evaluate(() => {
      const shifts: number[] = [];
      new PerformanceObserver((list) =>
        shifts.push(...list.getEntries().map((entry) => (entry as unknown as { value: number }).value)),
      ).observe({ type: 'layout-shift', buffered: true });
      Object.assign(window, { shifts });
    });
    releaseScript();
    await until('the player is there', () =>
      browser.evaluate(
        () => document.querySelector('cf-stream-player')!.shadowRoot?.querySelector('[part=play-overlay]') !== null,
      ),
    );
    await browser.evaluate(() =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() => undefined),
    );
    assert.deepEqual(await readLayout(), before);
    assert.deepEqual(await browser.evaluate(() => (window as unknown as { shifts: number[] }).shifts), []);
  });
});
