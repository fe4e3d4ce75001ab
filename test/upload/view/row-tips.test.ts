import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/upload.js';
import '../../../src/define/upload-session.js';
import { StreamError } from '../../../src/shared/errors.js';
import { startProgress } from '../../../src/upload/model/upload-progress.js';
import type { UploadState } from '../../../src/upload/model/upload-state.js';
import { LANGUAGES, loadUploadTexts } from '../../../src/upload/strings/languages.js';
import type { CfStreamUploadRow } from '../../../src/upload/view/upload-row.js';

const FILE = { name: 'holiday.mov', size: 9e6, type: 'video/quicktime', lastModified: 0 };
const progress = startProgress(FILE.size, 4e6);
const STATES: readonly UploadState[] = [
  { status: 'checking', file: FILE, progress },
  { status: 'uploading', file: FILE, uid: 'a', progress, waiting: null },
  { status: 'paused', file: FILE, uid: 'a', progress },
  { status: 'resumable', file: FILE, uid: 'a', progress, kept: true },
  { status: 'ready', file: FILE, uid: 'a' },
  {
    status: 'error',
    error: new StreamError('NETWORK', 'No network.'),
    reason: null,
    file: FILE,
    uid: null,
    progress,
    recovery: 'retry',
  },
];

describe('the tooltips of a row', () => {
  let row: CfStreamUploadRow;
  const buttons = (): HTMLButtonElement[] => [...row.shadowRoot!.querySelectorAll<HTMLButtonElement>('.icon-button')];
  const tipOf = (button: HTMLButtonElement): CSSStyleDeclaration => getComputedStyle(button, '::after');
  const isShown = (button: HTMLButtonElement) => (): boolean => tipOf(button).visibility === 'visible';
  /** Presses Tab until the button has the focus, with the tooltips there. */
  async function tabTo(button: HTMLButtonElement): Promise<void> {
    for (let step = 0; step < 4 && row.shadowRoot!.activeElement !== button; step += 1)
      await sendKeys({ press: 'Tab' });
    await waitUntil(() => tipOf(button).position === 'absolute', 'the tooltips did not come');
  }
  beforeEach(async () => {
    row = await fixture<CfStreamUploadRow>(html`<cf-stream-upload-row .state=${STATES[1]!}></cf-stream-upload-row>`);
  });

  it('say what a button is called, to the eye alone, and to the keyboard, too, until Escape', async () => {
    const [pause, cancel] = buttons() as [HTMLButtonElement, HTMLButtonElement];
    expect(buttons().map(({ title }) => title)).to.deep.equal(['', '']);
    await tabTo(pause);
    await waitUntil(isShown(pause), 'the focus shows none');
    expect(tipOf(pause).content).to.equal('"Pause upload" / ""');
    expect(isShown(cancel)(), 'that of another').to.equal(false);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !isShown(pause)(), 'Escape leaves it');
    await sendKeys({ press: 'Tab' });
    await waitUntil(isShown(cancel), 'the next shows none');
    await expect(row).to.be.accessible();
  });

  it('name the button alone where there are several files', async () => {
    row.isOneOfMany = true;
    await row.updateComplete;
    const [pause] = buttons() as [HTMLButtonElement];
    await tabTo(pause);
    expect(pause.ariaLabel).to.equal('Pause upload: holiday.mov');
    expect(tipOf(pause).content).to.equal('"Pause upload" / ""');
  });

  for (const lang of LANGUAGES)
    it(`stay within the row at every width (${lang})`, async () => {
      row.texts = await loadUploadTexts(lang);
      await tabTo(buttons()[0]!);
      for (const dir of ['ltr', 'rtl'])
        for (const width of [200, 240, 320, 400, 640]) {
          row.dir = dir;
          row.style.cssText = `inline-size: ${width}px; font: 500 15px / 1.4 system-ui`;
          for (const state of STATES) {
            row.state = state;
            await row.updateComplete;
            const box = row.getBoundingClientRect();
            const around = row.shadowRoot!.querySelector('.actions')!.getBoundingClientRect();
            for (const button of buttons()) {
              const tip = tipOf(button);
              const [top, left] = [around.top + parseFloat(tip.top), around.left + parseFloat(tip.left)];
              const [bottom, right] = [top + parseFloat(tip.height), left + parseFloat(tip.width)];
              const outside = [box.top - top, box.left - left, bottom - box.bottom, right - box.right];
              expect(Math.max(...outside), `${state.status} at ${width} ${dir}`).to.be.at.most(0);
            }
          }
        }
    });
});
