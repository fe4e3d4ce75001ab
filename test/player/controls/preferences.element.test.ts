import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CfStreamPlayer, type ViewerPreferences } from '../../../src/define/player.js';
import { controlsOf, inUi, PATIENCE, playerOf } from '../../harness/player-element.js';
import { openStream, type OpenedStream } from '../../harness/stream.js';

describe('<cf-stream-player>: start values and stored preferences', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let kept: ViewerPreferences;
  before(async () => {
    stream = await openStream({ film: 'small', captions: ['en', 'de'] });
  });
  beforeEach(() => {
    kept = {};
    CfStreamPlayer.memory = { read: () => kept, write: (preferences) => (kept = preferences) };
  });
  afterEach(() => {
    CfStreamPlayer.memory = undefined;
  });

  const begin = async (attributes: Record<string, string>): Promise<CfStreamPlayer> => {
    const el = await playerOf(stream, attributes);
    await el.play();
    await waitUntil(() => controlsOf(el), 'it has controls', PATIENCE);
    return el;
  };
  /** Waits until it plays at this position, or less than ten seconds after it. */
  const untilAt = (el: CfStreamPlayer, second: number): Promise<void> =>
    waitUntil(
      () =>
        !el.seeking && el.readyState >= el.HAVE_FUTURE_DATA && el.currentTime >= second && el.currentTime < second + 10,
      `it is at ${second} s`,
      PATIENCE,
    );
  const leaveAt = async (el: CfStreamPlayer, second: number): Promise<void> => {
    const paused = oneEvent(el, 'pause');
    el.pause();
    await paused;
    const sought = oneEvent(el, 'seeked');
    el.currentTime = second;
    await sought;
    el.remove();
  };
  const shownLanguage = (el: CfStreamPlayer): string | undefined =>
    [...el.textTracks].find(({ mode }) => mode !== 'disabled')?.language;

  it('starts at `start-time`, and stores no position without `remember-position`', async () => {
    const el = await begin({ 'start-time': '0m40s' });
    await untilAt(el, 40);
    expect(kept.positions, 'and remembers nothing without being told to').to.equal(undefined);
  });

  it('plays in spite of invalid stored preferences, and when the storage fails', async () => {
    const bad = { volume: 5, playbackRate: 0, captions: 5, captionStyle: null, positions: [null, [stream.uid, '9']] };
    kept = bad as never;
    const el = await begin({ 'remember-position': '' });
    await untilAt(el, 0.1);
    expect([el.volume, el.playbackRate]).to.deep.equal([1, 1]);
    await leaveAt(el, 30);
    expect(kept.positions).to.deep.equal([[stream.uid, 30]]);
    const fail = (): never => {
      throw new Error('no storage');
    };
    CfStreamPlayer.memory = { read: fail, write: fail };
    await untilAt(await begin({ 'remember-position': '' }), 0.1);
  });

  for (const [what, leave] of Object.entries<(el: CfStreamPlayer) => void>({
    'removed while it plays': (el) => el.remove(),
    'removed with its parent': (el) => el.parentElement!.remove(),
    'given another src while it plays': (el) => (el.src = 'f'.repeat(32)),
    'given another src right after a seek': (el) => {
      el.currentTime = 23;
      el.src = 'f'.repeat(32);
    },
    'left without a src': (el) => el.removeAttribute('src'),
  }))
    it(`stores the position to the second when it is ${what}`, async () => {
      const el = await begin({ 'remember-position': '' });
      el.currentTime = 23;
      el.playbackRate = 4;
      // Stored every five seconds: without the final write, what comes after that would be lost.
      await untilAt(el, 25.5);
      // At that speed, more than a second may pass between two times that the browser tells.
      el.playbackRate = 1;
      await oneEvent(el, 'timeupdate');
      const time = el.currentTime;
      leave(el);
      await waitUntil(() => (el.isConnected ? el.state.status === 'idle' : true), 'it is over', PATIENCE);
      await Promise.resolve();
      const [[uid, second]] = kept.positions as [[string, number]];
      expect(uid).to.equal(stream.uid);
      expect(second).to.be.within(Math.round(what.includes('seek') ? 23 : time - 0.5), Math.round(time + 1));
      expect(kept.positions).to.have.length(1);
      el.remove();
    });

  it('starts at a stored position rather than at `start-time`', async () => {
    const first = await begin({ 'remember-position': '' });
    await leaveAt(first, 45);
    expect(kept.positions).to.deep.equal([[stream.uid, 45]]);
    await untilAt(await begin({ 'remember-position': '', 'start-time': '20' }), 45);
  });

  it('forgets the position of a video that was watched to the end', async () => {
    kept = {
      positions: [
        ['another', 7],
        [stream.uid, 45],
      ],
    };
    const el = await begin({ 'remember-position': '' });
    await untilAt(el, 45);
    await leaveAt(el, el.duration - 3);
    expect(kept.positions).to.deep.equal([['another', 7]]);
    const again = await begin({ 'remember-position': '' });
    expect(again.currentTime).to.be.below(30);
  });

  it('neither reads nor stores a position without `remember-position`', async () => {
    kept = { positions: [[stream.uid, 45]] };
    const el = await begin({});
    expect(el.currentTime).to.be.below(30);
    await leaveAt(el, 20);
    expect(kept.positions).to.deep.equal([[stream.uid, 45]]);
  });

  it('shows captions in the language of `default-text-track` at first', async () => {
    const el = await begin({ 'default-text-track': 'de' });
    await waitUntil(() => shownLanguage(el) === 'de', 'German captions', PATIENCE);
  });

  it('shows no captions at first without `default-text-track`', async () => {
    const el = await begin({});
    await waitUntil(() => el.textTracks.length === 2, 'there are captions', PATIENCE);
    await waitUntil(() => el.currentTime > 0, 'it plays', PATIENCE);
    expect(shownLanguage(el)).to.equal(undefined);
  });

  it('applies a caption style chosen by keys alone, restores it on the next visit, and resets it', async () => {
    const text = (el: CfStreamPlayer): HTMLElement | null | undefined =>
      inUi(el, 'cf-stream-captions')?.shadowRoot?.querySelector('.text');
    const looks = (el: CfStreamPlayer): string[] => {
      const { fontFamily, textShadow, backgroundColor } = getComputedStyle(text(el)!);
      return [fontFamily, textShadow, backgroundColor];
    };
    const settings = (el: CfStreamPlayer) =>
      controlsOf(el)!.shadowRoot!.querySelector('cf-stream-settings')?.shadowRoot;
    const focused = (el: CfStreamPlayer): string | undefined =>
      settings(el)?.activeElement?.textContent.replace(/\s+/g, ' ').trim();
    /** Moves to each line by the arrow keys and opens it, or selects it if it is the last one. */
    const choose = async (el: CfStreamPlayer, ...lines: readonly string[]): Promise<void> => {
      for (const line of lines) {
        for (let step = 0; step < 15 && !focused(el)?.startsWith(line); step += 1)
          await sendKeys({ press: 'ArrowDown' });
        const before = focused(el);
        expect(before?.startsWith(line), `${line}, not ${before}`).to.equal(true);
        await sendKeys({ press: 'Enter' });
        if (line !== lines.at(-1)) await waitUntil(() => focused(el) !== before, `${line} is open`, PATIENCE);
      }
    };
    const openStyle = async (el: CfStreamPlayer): Promise<void> => {
      controlsOf(el)!.shadowRoot!.querySelector<HTMLElement>('[part~=settings-button]')!.focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => focused(el), 'the settings are open', PATIENCE);
      await choose(el, 'Captions', 'Caption style');
      await waitUntil(() => focused(el)?.startsWith('Font'), 'the looks are open', PATIENCE);
    };

    const el = await begin({ 'default-text-track': 'en', 'start-time': '10' });
    await waitUntil(() => text(el)?.textContent, 'a caption', PATIENCE);
    const usual = looks(el);
    await openStyle(el);
    await choose(el, 'Font', 'Cursive');
    await waitUntil(() => looks(el)[0]?.includes('cursive'), 'the font is drawn', PATIENCE);
    await sendKeys({ press: 'ArrowLeft' });
    await waitUntil(() => focused(el) === 'Font Cursive', 'it is back', PATIENCE);
    await choose(el, 'Background', 'Blue');
    await sendKeys({ press: 'ArrowLeft' });
    await waitUntil(() => focused(el) === 'Background Blue', 'it is back', PATIENCE);
    expect(kept.captionStyle).to.deep.equal({ font: 'cursive', background: 'blue' });
    const chosen = looks(el);
    expect(chosen[2]).not.to.equal(usual[2]);
    el.remove();

    const again = await begin({ 'default-text-track': 'en', 'start-time': '10' });
    await waitUntil(() => text(again)?.textContent, 'a caption', PATIENCE);
    expect(looks(again)).to.deep.equal(chosen);
    await openStyle(again);
    expect(focused(again)).to.equal('Font Cursive');
    await choose(again, 'Reset');
    await waitUntil(() => looks(again).join() === usual.join(), 'they are as usual', PATIENCE);
    expect(kept.captionStyle).to.deep.equal({});
  });

  it('prefers the viewer’s choice of captions, or of none, to `default-text-track`', async () => {
    kept = { captions: 'en' };
    const el = await begin({ 'default-text-track': 'de' });
    await waitUntil(() => shownLanguage(el) === 'en', 'English captions', PATIENCE);
    el.remove();
    kept = { captions: null };
    const without = await begin({ 'default-text-track': 'de' });
    await waitUntil(
      () => without.textTracks.length === 2 && without.currentTime > 0,
      'it plays, and there are captions',
      PATIENCE,
    );
    expect(shownLanguage(without)).to.equal(undefined);
  });
});
