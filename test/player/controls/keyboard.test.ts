import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ReactiveController } from 'lit';
import { createHandlers } from '../../../src/player/controls/actions.js';
import { KeyboardShortcuts } from '../../../src/player/controls/keyboard.js';
import { EMPTY_MEDIA, type MediaSnapshot } from '../../../src/player/model/media-snapshot.js';
import { ENGLISH } from '../../../src/player/strings/en.js';

describe('a held arrow key', () => {
  let host: HTMLElement;
  let button: HTMLButtonElement;
  let controllers: ReactiveController[];
  let status: string;
  let media: MediaSnapshot;
  let seeks: number[];
  let notices: string[];

  beforeEach(() => {
    host = document.createElement('div');
    button = document.createElement('button');
    controllers = [];
    status = 'ready';
    media = { ...EMPTY_MEDIA, duration: 64, seekable: [0, 64] };
    seeks = [];
    notices = [];
    let currentTime = 20;
    host.attachShadow({ mode: 'open' }).append(button);
    Object.defineProperties(host, {
      state: { get: () => ({ status }) },
      currentTime: { get: () => currentTime, set: (time: number) => seeks.push((currentTime = time)) },
    });
    const ui = {
      player: host,
      texts: ENGLISH,
      get shownMedia() {
        return media;
      },
      isHelpOpen: false,
      notify: (_icon: unknown, text: string) => notices.push(text),
      addController: (controller: ReactiveController) => {
        controllers.push(controller);
        controller.hostConnected?.();
      },
    } as unknown as ConstructorParameters<typeof KeyboardShortcuts>[0];
    new KeyboardShortcuts(ui, createHandlers(ui));
    document.body.append(host);
    button.focus();
  });
  afterEach(() => {
    host.remove();
    for (const controller of controllers) controller.hostDisconnected?.();
  });

  const hold = async (key: string, repetitions: number): Promise<void> => {
    for (let times = 0; times <= repetitions; times += 1) await sendKeys({ down: key });
  };

  it('shows its time, and seeks when it is released', async () => {
    await hold('ArrowRight', 3);
    expect([seeks, notices.at(-1)], 'the first press is done at once').to.deep.equal([[25], '0:40']);
    await sendKeys({ up: 'ArrowRight' });
    expect(seeks).to.deep.equal([25, 40]);
  });

  it('seeks once when the focus leaves before it is released', async () => {
    await hold('ArrowRight', 2);
    button.blur();
    expect(seeks).to.deep.equal([25, 35]);
    await sendKeys({ up: 'ArrowRight' });
    expect(seeks, 'once').to.deep.equal([25, 35]);
  });

  it('seeks to live, not to a time, at the end of a live stream', async () => {
    media = { ...media, duration: Infinity, seekable: [0, 50], livePosition: 32 };
    await hold('ArrowRight', 2);
    expect(notices.at(-1)).to.equal('Live');
    await sendKeys({ up: 'ArrowRight' });
    expect(seeks).to.deep.equal([25, Infinity]);
  });

  it('seeks before another key acts, which starts from there', async () => {
    await hold('ArrowRight', 2);
    await sendKeys({ press: 'j' });
    await sendKeys({ up: 'ArrowRight' });
    expect(seeks).to.deep.equal([25, 35, 25]);
  });

  it('does not seek when the video is removed before it is released', async () => {
    await hold('ArrowRight', 2);
    status = 'idle';
    // As the player does before it removes its controls, and the focus with them.
    for (const controller of controllers) controller.hostUpdate?.();
    button.remove();
    await sendKeys({ up: 'ArrowRight' });
    expect(seeks).to.deep.equal([25]);
  });
});
