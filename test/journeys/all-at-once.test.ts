// Every feature of the player at once on one page of the demo, under its Content Security Policy with Trusted Types,
// and what screen readers are told.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { availableBrowsers, openPage } from './support/browsers.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import type { PageDriver } from './support/page-driver.js';
import { until } from './support/until.js';

const UI = ['cf-stream-player', 'cf-stream-player-ui'];
const CONTROLS = [...UI, 'cf-stream-controls'];
const BAR = [...CONTROLS, 'cf-stream-seek-bar'];

for (const name of (await availableBrowsers()).filter((one) => one !== 'webkit'))
  describe(`a page with every feature of the player in ${name}`, () => {
    let demo: JourneyDemo;
    let page: PageDriver;
    before(async () => {
      demo = await startJourney({ sample: true, segmentSeconds: 2 });
      await demo.waitForSample();
      page = await openPage(name);
    });
    after(async () => {
      await page.close();
      await demo.close();
    });

    /** Reads an attribute or a property of what selectors find, each in the shadow root of the one before; '' without. */
    const read = (path: readonly string[], what: string): Promise<string> =>
      page.evaluate(
        (selectors, property) => {
          let found: Element | null | undefined;
          let root: ParentNode | null | undefined = document;
          for (const selector of selectors) {
            found = root?.querySelector(selector);
            root = found?.shadowRoot ?? found;
          }
          return String(found?.getAttribute(property) ?? (found && Reflect.get(found, property)) ?? '').trim();
        },
        path,
        what,
      );
    const text = (...path: readonly string[]): Promise<string> => read(path, 'textContent');
    const press = (key: string, code: string, type = 'keydown', shiftKey = false): Promise<unknown> =>
      page.evaluate(
        (init, kind) => {
          const player = document.querySelector('cf-stream-player')!;
          return player.dispatchEvent(
            new KeyboardEvent(kind, { ...init, bubbles: true, composed: true, cancelable: true }),
          );
        },
        { key, code, shiftKey },
        type,
      );

    it('violates no CSP, and exposes chapter, captions, speed and next video to screen readers', async () => {
      await page.goto(`${demo.url}/player.html`);
      await until('there is a video', () =>
        page.evaluate(() => {
          const violations: string[] = [];
          Object.assign(window, { violations });
          addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
            violations.push(`${violatedDirective} ${blockedURI}`),
          );
          const player = document.querySelector<HTMLElementTagNameMap['cf-stream-player']>('cf-stream-player[src]');
          if (!player) return false;
          Object.assign(player, { muted: true, hoverPreview: true, rememberPosition: true, videoTitle: 'A lake' });
          void player.addChapters([
            { startTime: 0, title: 'Shore' },
            { startTime: 30, title: 'Island' },
          ]);
          const progress: number[] = [];
          Object.assign(window, { progress });
          player.addEventListener('cf-stream-progress', ({ detail }) => progress.push(detail.percent));
          player.focus();
          return true;
        }),
      );
      await until('the preview moves', async () =>
        (await read(['cf-stream-player', 'canvas.held'], 'class')).includes('moving'),
      );
      await page.click('cf-stream-player', '[part=play-overlay]');
      await until('it plays', () => page.evaluate(() => document.querySelector('cf-stream-player')!.currentTime > 0.5));
      await until('the bar says the chapter', async () =>
        (await read([...BAR, 'input'], 'aria-valuetext')).endsWith(', Shore'),
      );
      await page.evaluate(() => {
        const track = document.querySelector('cf-stream-player')!.addTextTrack('captions', 'English', 'en');
        track.addCue(new VTTCue(0, 60, 'A quiet lake'));
      });
      await page.click(...CONTROLS, '[part~=captions-button]');
      await until(
        'captions are drawn',
        async () => (await text(...UI, 'cf-stream-captions', '.cue')) === 'A quiet lake',
      );
      await until('the transcript is there', async () => (await text('cf-stream-transcript', 'ol')).length > 0);
      await press('D', 'KeyD', 'keydown', true);
      await until('the statistics are there', async () => (await text(...UI, '.statistics')) !== '');
      await press('Escape', 'Escape');
      await press(' ', 'Space');
      await until('it says how fast it is', async () => (await text(...CONTROLS, '.notice[role=status]')) === '2×');
      await press(' ', 'Space', 'keyup');
      await page.click(...CONTROLS, '[part~=settings-button]');
      await until('the settings are open', () => read([...CONTROLS, 'cf-stream-settings', ':popover-open'], 'tagName'));
      await page.click(...CONTROLS, '[part~=settings-button]');
      await page.evaluate(() => {
        const player = document.querySelector('cf-stream-player')!;
        player.loopRange = [0, 5];
        player.nextSrc = player.src;
        player.insertAdjacentElement(
          'beforeend',
          Object.assign(document.createElement('p'), { slot: 'ended' }),
        )!.textContent = 'That was it';
        player.loopRange = null;
        player.currentTime = player.duration - 0.5;
      });
      await until('the next video is told', async () =>
        (await text(...UI, '.ended [role=status]')).includes('Up next in 4'),
      );
      await page.click(...UI, '[part=cancel-button]');
      const { violations, html, progress } = await page.evaluate(() => ({
        violations: (window as unknown as { violations: string[] }).violations,
        progress: (window as unknown as { progress: number[] }).progress,
        html: document.querySelector('cf-stream-player')!.shadowRoot!.innerHTML,
      }));
      assert.deepEqual(violations, []);
      assert.ok(progress.includes(100), `the end was told: ${progress.join()}`);
      assert.doesNotMatch(html, /eyJ/, 'no token is in the page');
    });
  });
