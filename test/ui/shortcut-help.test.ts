import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/define/shortcuts.js';
import type { CfStreamShortcuts } from '../../src/define/shortcuts.js';

describe('<cf-stream-shortcuts>', () => {
  it('lists the keys, and gives the focus back', async () => {
    const box = await fixture<HTMLElement>(html`<div><button>Before</button><cf-stream-shortcuts></cf-stream-shortcuts></div>`);
    const help = box.querySelector<CfStreamShortcuts>('cf-stream-shortcuts')!;
    const dialog = help.shadowRoot!.querySelector('dialog')!;
    expect(dialog.open).to.equal(false);
    box.querySelector('button')!.focus();
    await help.show();
    expect(dialog.open).to.equal(true);
    expect(dialog.textContent).to.contain('Play or pause');
    expect(dialog.textContent).to.contain('Back or forward 10 seconds');
    await expect(help).to.be.accessible();
    await sendKeys({ press: 'Escape' });
    expect(dialog.open).to.equal(false);
    expect(document.activeElement).to.equal(box.querySelector('button'));
  });
});
