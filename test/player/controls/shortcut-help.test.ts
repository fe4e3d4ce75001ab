import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { shortcutOf, type Shortcut } from '../../../src/player/controls/shortcuts.js';
import '../../../src/define/shortcuts.js';
import type { CfStreamShortcuts } from '../../../src/define/shortcuts.js';

describe('<cf-stream-shortcuts>', () => {
  it('lists the keys, and returns the focus when it is closed', async () => {
    const box = await fixture<HTMLElement>(
      html`<div><button>Before</button><cf-stream-shortcuts></cf-stream-shortcuts></div>`,
    );
    const help = box.querySelector<CfStreamShortcuts>('cf-stream-shortcuts')!;
    const dialog = help.shadowRoot!.querySelector('dialog')!;
    expect(dialog.open).to.equal(false);
    box.querySelector('button')!.focus();
    await help.show();
    expect(dialog.open).to.equal(true);
    expect(dialog.textContent).to.contain('Play/pause');
    expect(dialog.textContent).to.contain('Back/forward 10 seconds');
    await expect(help).to.be.accessible();
    await sendKeys({ press: 'Escape' });
    expect(dialog.open).to.equal(false);
    expect(document.activeElement).to.equal(box.querySelector('button'));
  });

  it('stays within the window when the page sets `zoom`', async () => {
    const help = await fixture<CfStreamShortcuts>(html`<cf-stream-shortcuts></cf-stream-shortcuts>`);
    const { style } = document.body;
    for (const zoom of ['0.5', '2', '3']) {
      style.zoom = zoom;
      await help.show();
      const { left, right, top, bottom } = help.shadowRoot!.querySelector('dialog')!.getBoundingClientRect();
      style.zoom = '';
      expect(left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight, zoom).to.equal(true);
    }
  });

  it('lists each key with what it does', async () => {
    const help = await fixture<CfStreamShortcuts>(html`<cf-stream-shortcuts></cf-stream-shortcuts>`);
    const named: Record<string, string> = {
      Space: ' ',
      '←': 'ArrowLeft',
      '→': 'ArrowRight',
      '↑': 'ArrowUp',
      '↓': 'ArrowDown',
    };
    const press = (sign: string): Shortcut | null => {
      const [ctrl, arrow = sign] = sign.split(' ');
      const key = named[arrow] ?? arrow;
      return shortcutOf({ key, code: '', shiftKey: false, altKey: false, ctrlKey: ctrl === 'Ctrl', metaKey: false });
    };
    const listed = [...help.shadowRoot!.querySelectorAll('dl > div')].map((row) => {
      const keys = [...row.querySelectorAll('kbd')].map((key) => key.textContent).filter((text) => text !== '…');
      return [row.querySelector('dt')!.textContent, ...keys.map((key) => press(key))];
    });
    expect(listed).to.deep.equal([
      ['Play/pause', { does: 'toggle-play' }, { does: 'toggle-play' }],
      ['Back/forward 5 seconds', { does: 'skip', seconds: -5 }, { does: 'skip', seconds: 5 }],
      ['Back/forward 10 seconds', { does: 'skip', seconds: -10 }, { does: 'skip', seconds: 10 }],
      ['Volume up/down', { does: 'volume', by: 0.05 }, { does: 'volume', by: -0.05 }],
      ['Previous/next chapter', { does: 'chapter', by: -1 }, { does: 'chapter', by: 1 }],
      ['Mute/unmute', { does: 'toggle-muted' }],
      ['Captions on/off', { does: 'toggle-captions' }],
      ['Full screen', { does: 'toggle-fullscreen' }],
      ['Picture in picture', { does: 'toggle-picture-in-picture' }],
      ['Jump to 0–90%', { does: 'jump', share: 0 }, { does: 'jump', share: 0.9 }],
      ['Speed down/up', { does: 'rate', by: -1 }, { does: 'rate', by: 1 }],
      ['Previous/next frame (paused)', { does: 'frame', by: -1 }, { does: 'frame', by: 1 }],
      ['Show shortcuts', { does: 'help' }],
      ['Hold for 2× speed', { does: 'toggle-play' }],
      ['Statistics', null, null],
    ]);
  });
});
