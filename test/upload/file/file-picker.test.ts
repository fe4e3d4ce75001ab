// A page of its own: a user gesture in an earlier test would count here, too.
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { MovableElement } from '../../../src/shared/movable-element.js';
import { FilePicker } from '../../../src/upload/file/file-picker.js';
import { matchesAccept } from '../../../src/upload/file/file-accept.js';
import { readWantedFiles } from '../../../src/upload/file/dropped-files.js';
import { openFile, pickFiles, type ChosenFile } from '../../../src/upload/file/file-handle.js';
import { FakeClock } from '../../harness/fake-clock.js';

interface Settings {
  isOpen: boolean;
  multiple: boolean;
  wantsCamera: boolean;
}

/** An element that has only a file picker and its input. */
class ChoosingElement extends MovableElement {
  readonly settings: Settings = { isOpen: true, multiple: false, wantsCamera: false };
  readonly told: { names: string[]; onto: string | undefined }[] = [];
  skipped = 0;
  readonly chooser = new FilePicker<string>(this, {
    isOpen: () => this.settings.isOpen,
    isBusy: () => false,
    accept: () => 'video/*,.mp4',
    multiple: () => this.settings.multiple,
    wantsCamera: () => this.settings.wantsCamera,
    input: () => this.input,
    onChosen: (chosen: readonly ChosenFile[], onto) =>
      this.told.push({ names: chosen.map(({ file }) => file.name), onto }),
    wants: (file) => matchesAccept('video/*,.mp4', file, null),
    pickFiles,
    onDropped: (dropped) => {
      const wants = (file: Pick<File, 'name' | 'type'>): boolean => matchesAccept('video/*,.mp4', file, null);
      void readWantedFiles(dropped, wants, this.settings.multiple).then(({ chosen, skipped }) => {
        this.told.push({ names: chosen.map(({ file }) => file.name), onto: undefined });
        this.skipped += skipped;
      });
    },
    onNear: () => undefined,
    onNotice: (notice) => (this.skipped += 'count' in notice ? notice.count : 0),
  });

  get input(): HTMLInputElement | null {
    return this.shadowRoot?.querySelector('input') ?? null;
  }

  override render(): TemplateResult {
    return html`<input type="file" aria-label="File" @change=${this.chooser.onInput} />`;
  }
}
customElements.define('test-choosing', ChoosingElement);

const video = (name: string): File => new File(['x'], name, { type: 'video/mp4' });
const picture = new File(['x'], 'photo.jpg', { type: 'image/jpeg' });

function transferOf(files: readonly File[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}

describe('FilePicker', () => {
  let element: ChoosingElement;
  let opened: number;
  beforeEach(async () => {
    element = await fixture<ChoosingElement>(html`<test-choosing></test-choosing>`);
    opened = 0;
    element.input!.click = () => (opened += 1);
  });

  /** Chooses files in the dialogue of the input. */
  function choose(...files: File[]): void {
    element.input!.files = transferOf(files).files;
    element.input!.dispatchEvent(new Event('change', { bubbles: true }));
  }

  const drop = (...files: File[]): boolean =>
    element.dispatchEvent(
      new DragEvent('drop', { dataTransfer: transferOf(files), bubbles: true, composed: true, cancelable: true }),
    );

  it('opens the input’s dialogue without a user gesture, and for a camera', () => {
    element.chooser.pick();
    expect(opened).to.equal(1);
    element.settings.wantsCamera = true;
    element.chooser.pick();
    expect(opened).to.equal(2);
  });

  it('opens no dialogue while no file may be chosen, or before it is rendered', () => {
    element.settings.isOpen = false;
    element.chooser.pick();
    expect(opened).to.equal(0);
    const undrawn = new ChoosingElement();
    expect(() => undrawn.chooser.pick()).to.not.throw();
  });

  it('reports the chosen file, and reports the same one if it is chosen again', () => {
    element.chooser.pick();
    choose(video('a.mp4'));
    expect(element.input!.value).to.equal('');
    choose(video('a.mp4'));
    expect(element.told).to.deep.equal([
      { names: ['a.mp4'], onto: undefined },
      { names: ['a.mp4'], onto: undefined },
    ]);
  });

  it('allows only one file if an item asked for it', () => {
    element.settings.multiple = true;
    const several = [undefined, 'item', undefined].map((onto) => {
      element.chooser.pick(onto);
      return element.input!.multiple;
    });
    expect(several).to.deep.equal([true, false, true]);
  });

  it('gives a file to the item that asked for it, and the next file to none', () => {
    element.chooser.pick('item');
    choose(video('a.mp4'));
    element.chooser.pick();
    choose(video('b.mp4'));
    expect(element.told).to.deep.equal([
      { names: ['a.mp4'], onto: 'item' },
      { names: ['b.mp4'], onto: undefined },
    ]);
  });

  it('skips unwanted files among several dropped ones, and counts them', async () => {
    element.settings.multiple = true;
    expect(drop(video('a.mp4'), picture, video('b.mp4')), 'the browser must not open them').to.equal(false);
    await waitUntil(() => element.told.length === 1);
    expect(element.told).to.deep.equal([{ names: ['a.mp4', 'b.mp4'], onto: undefined }]);
    expect(element.skipped).to.equal(1);
  });

  it('accepts a single dropped file of any type, so that its row can show the error', async () => {
    element.settings.multiple = true;
    drop(picture);
    await waitUntil(() => element.told.length === 1);
    expect(element.told).to.deep.equal([{ names: ['photo.jpg'], onto: undefined }]);
    expect(element.skipped).to.equal(0);
  });

  it('gives a dropped file to no item, even if one had asked before', async () => {
    element.chooser.pick('item');
    drop(video('a.mp4'));
    await waitUntil(() => element.told.length === 1);
    expect(element.told).to.deep.equal([{ names: ['a.mp4'], onto: undefined }]);
  });

  it('ignores a drop while no file may be chosen', async () => {
    element.settings.isOpen = false;
    drop(video('a.mp4'));
    element.settings.isOpen = true;
    drop(video('b.mp4'));
    await waitUntil(() => element.told.length === 1);
    expect(element.told[0]!.names).to.deep.equal(['b.mp4']);
  });

  it('ignores a file chosen for an element that has left the document', () => {
    element.chooser.pick();
    element.remove();
    choose(video('a.mp4'));
    expect(element.told).to.deep.equal([]);
    document.body.append(element);
    choose(video('b.mp4'));
    expect(element.told.map(({ names }) => names)).to.deep.equal([['b.mp4']]);
    element.remove();
  });

  it('reports the chosen files that can be read, counts the others, and can be opened again', async () => {
    const clock = new FakeClock();
    const stub = (name: PropertyKey, on: object, value: unknown): void =>
      void Object.defineProperty(on, name, { value, configurable: true });
    const never = { getFile: () => new Promise(() => undefined) };
    const gone = { getFile: () => Promise.reject(new DOMException('Gone.', 'NotFoundError')) };
    let handles: unknown[] = [never, { getFile: () => Promise.resolve(video('a.mp4')) }, gone];
    stub('showOpenFilePicker', window, () => Promise.resolve(handles));
    stub('userActivation', navigator, { isActive: true });
    try {
      element.settings.multiple = true;
      element.chooser.pick();
      await clock.pass(11_000);
      expect([element.told.map(({ names }) => names), element.skipped]).to.deep.equal([[['a.mp4']], 2]);
      handles = [never];
      element.chooser.pick();
      await clock.pass(11_000);
      expect(element.skipped).to.equal(3);
    } finally {
      clock.uninstall();
      Reflect.deleteProperty(window, 'showOpenFilePicker');
      Reflect.deleteProperty(navigator, 'userActivation');
    }
  });

  it('opens a kept file as null if its handle or the permission does not respond', async () => {
    const clock = new FakeClock();
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('kept.mp4', { create: true });
    try {
      const never = (): Promise<unknown> => new Promise(() => undefined);
      const granted = (): Promise<unknown> => Promise.resolve('granted');
      for (const silent of [
        { queryPermission: granted, getFile: never },
        { queryPermission: never, requestPermission: never },
      ]) {
        let opened: unknown;
        void openFile(Object.assign(handle, silent)).then((file) => (opened = file));
        await clock.pass(11_000);
        expect(opened).to.equal(null);
      }
    } finally {
      clock.uninstall();
    }
  });

  it('opens only one dialogue for two clicks', async () => {
    const asked: ((handles: unknown[]) => void)[] = [];
    const stub = (name: PropertyKey, on: object, value: unknown): void =>
      void Object.defineProperty(on, name, { value, configurable: true });
    stub('showOpenFilePicker', window, () => new Promise((resolve) => asked.push(resolve)));
    stub('userActivation', navigator, { isActive: true });
    try {
      element.chooser.pick();
      element.chooser.pick();
      expect(asked.length + opened).to.equal(1);
      asked[0]?.([]);
      await Promise.resolve();
    } finally {
      Reflect.deleteProperty(window, 'showOpenFilePicker');
      Reflect.deleteProperty(navigator, 'userActivation');
    }
  });
});
