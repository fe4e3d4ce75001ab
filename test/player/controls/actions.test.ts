import { expect } from '@open-wc/testing';
import { createHandlers, runShortcut, skip, type ActionContext } from '../../../src/player/controls/actions.js';
import type { PlayerNotice } from '../../../src/player/controls/icon-button.js';
import { shortcutOf } from '../../../src/player/controls/shortcuts.js';
import { EMPTY_MEDIA, type MediaSnapshot } from '../../../src/player/model/media-snapshot.js';
import type { CfStreamPlayer } from '../../../src/player/stream-player.js';
import { ENGLISH } from '../../../src/player/strings/en.js';

describe('actions of controls and keys:', () => {
  let media: MediaSnapshot;
  let notices: string[];
  /** How often preferences were saved. */
  let kept: number;
  let host: Pick<CfStreamPlayer, 'currentTime' | 'defaultPlaybackRate' | 'play' | 'playbackRate'>;
  const set = (changed: Partial<MediaSnapshot>): MediaSnapshot => (media = { ...media, ...changed });
  const context = (): ActionContext =>
    ({
      player: host,
      texts: ENGLISH,
      shownMedia: media,
      notice: null as PlayerNotice | null,
      notify(this: { notice: PlayerNotice | null }, icon: PlayerNotice['icon'], text: string, skipped: number) {
        this.notice = { icon, text, skipped };
        notices.push(text);
      },
      preferences: { save: () => (kept += 1) },
    }) as unknown as ActionContext;
  const handlers = (): ReturnType<typeof createHandlers> => createHandlers(context());
  const press = (key: string): void =>
    runShortcut(
      shortcutOf({ key, code: '', shiftKey: false, altKey: false, ctrlKey: false, metaKey: false })!,
      handlers(),
      context(),
    );

  beforeEach(() => {
    media = EMPTY_MEDIA;
    notices = [];
    kept = 0;
    host = { currentTime: 100, playbackRate: 1, defaultPlaybackRate: 1, play: () => Promise.resolve() };
  });

  it('skips work while the duration is unknown, jumps to a tenth of it do not', () => {
    press('l');
    press('ArrowRight');
    expect(host.currentTime).to.equal(115);
    press('5');
    expect(host.currentTime, 'half of what?').to.equal(115);
    expect(notices).to.have.length(2);
    handlers()['seek-request']({ time: 40 });
    expect(host.currentTime).to.equal(40);
    host.currentTime = 3;
    press('j');
    expect(host.currentTime, 'there is nothing before the start').to.equal(0);
  });

  it('skips in quick succession announce their sum', () => {
    const one = context();
    for (const seconds of [-10, -10, -5, 10, 10]) skip(seconds, one);
    skip(10, { ...one, notice: null });
    expect([host.currentTime, notices]).to.deep.equal([
      105,
      [
        'Back 10 seconds',
        'Back 20 seconds',
        'Back 25 seconds',
        'Forward 10 seconds',
        'Forward 20 seconds',
        'Forward 10 seconds',
      ],
    ]);
  });

  it('a skip stops at the end of the video', () => {
    set({ duration: 104, seekable: [0, 104] });
    press('l');
    expect(host.currentTime).to.equal(104);
    press('5');
    expect(host.currentTime).to.equal(52);
  });

  it('the speed is remembered for recordings, but not for broadcasts', () => {
    const ask = (playbackRate: number): void => handlers()['rate-request']({ playbackRate });
    set({ duration: 104 });
    ask(1.5);
    set({ duration: Infinity });
    ask(0.75);
    expect([host.playbackRate, host.defaultPlaybackRate, kept]).to.deep.equal([0.75, 1.5, 1]);
  });

  it('a skip forward near the live position goes to it, and a skip back leaves it', () => {
    set({ duration: Infinity, seekable: [20, 130], livePosition: 112 });
    press('l');
    expect(host.currentTime).to.equal(110);
    press('l');
    expect(host.currentTime).to.equal(Infinity);
    host.currentTime = 112;
    press('j');
    expect(host.currentTime).to.equal(102);
    press('0');
    expect(host.currentTime).to.equal(20);
    handlers()['seek-request']({ time: 112 });
    expect(host.currentTime).to.equal(Infinity);
    host.currentTime = 40;
    handlers()['live-request'](null);
    expect(host.currentTime).to.equal(Infinity);
  });
});
