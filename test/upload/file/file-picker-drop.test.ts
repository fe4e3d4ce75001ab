import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { MovableElement } from '../../../src/shared/movable-element.js';
import { matchesAccept } from '../../../src/upload/file/file-accept.js';
import { readWantedFiles } from '../../../src/upload/file/dropped-files.js';
import { pickFiles, type GivenFiles } from '../../../src/upload/file/file-handle.js';
import { pasteEvent } from '../../harness/paste-event.js';
import { FilePicker, type DroppedItem, type PickerNotice } from '../../../src/upload/file/file-picker.js';

class Host extends MovableElement {
  isOpen = true;
  isBusy = false;
  accept = '';
  multiple = true;
  readonly told: PickerNotice[] = [];
  readonly taken: Pick<GivenFiles, 'chosen'>[] = [];
  readonly drop = new FilePicker(this, {
    isOpen: () => this.isOpen,
    isBusy: () => this.isBusy,
    accept: () => this.accept,
    multiple: () => this.multiple,
    wantsCamera: () => false,
    input: () => null,
    onChosen: (chosen) => this.taken.push({ chosen: [...chosen] }),
    wants: (file) => matchesAccept(this.accept, file, null),
    pickFiles,
    onDropped: (dropped) => void this.#read(dropped),
    onNear: () => undefined,
    onNotice: (notice) => this.told.push(notice),
  });

  /** Reads dropped files as a session does. */
  async #read(dropped: readonly DroppedItem[]): Promise<void> {
    const wants = (file: Pick<File, 'name' | 'type'>): boolean => matchesAccept(this.accept, file, null);
    const { chosen, skipped } = await readWantedFiles(dropped, wants, this.multiple);
    this.taken.push({ chosen });
    if (skipped > 0) this.told.push({ type: 'skipped', count: skipped });
    else if (chosen.length === 0) this.told.push({ type: 'nothing' });
  }
}
customElements.define('file-picker-drop-host', Host);

function files(...names: string[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const name of names) transfer.items.add(new File(['x'], name));
  return transfer;
}

describe('FilePicker, when files are dropped or pasted', () => {
  let host: Host;
  beforeEach(async () => {
    host = await fixture<Host>(html`<file-picker-drop-host></file-picker-drop-host>`);
  });

  const drag = (type: string, dataTransfer: DataTransfer, relatedTarget: EventTarget | null = null): boolean =>
    host.dispatchEvent(new DragEvent(type, { dataTransfer, relatedTarget, bubbles: true, cancelable: true }));
  const paste = (clipboardData: DataTransfer, target: EventTarget = document.body): ClipboardEvent => {
    const event = pasteEvent(clipboardData);
    target.dispatchEvent(event);
    return event;
  };

  it('reports that files are dragged over it, until they leave or are dropped', () => {
    drag('dragenter', files('a.mp4'));
    expect(host.drop.isOver).to.equal(true);
    drag('dragleave', files('a.mp4'), host);
    expect(host.drop.isOver, 'still within it').to.equal(true);
    drag('dragleave', files('a.mp4'));
    expect(host.drop.isOver).to.equal(false);
    drag('dragover', files('a.mp4'));
    drag('drop', files('a.mp4'));
    expect(host.drop.isOver).to.equal(false);
  });

  it('accepts dropped files', async () => {
    expect(drag('drop', files('a.mp4', 'b.mp4')), 'the browser keeps the page').to.equal(false);
    await waitUntil(() => host.taken.length === 1);
    expect(host.taken[0]!.chosen.map(({ file }) => file.name)).to.deep.equal(['a.mp4', 'b.mp4']);
  });

  it('keeps the browser from opening files that it does not accept, and leaves text alone', () => {
    host.isOpen = false;
    expect(drag('dragover', files('a.mp4'))).to.equal(false);
    expect(host.drop.isOver).to.equal(false);
    const text = new DataTransfer();
    text.setData('text/plain', 'a');
    expect(drag('drop', text)).to.equal(true);
  });

  it('keeps the browser from opening files dropped beside it, except in fields, until it is removed', async () => {
    const missed = (target: EventTarget, type: string, dataTransfer = files('a.mp4')): DragEvent => {
      const event = new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true });
      target.dispatchEvent(event);
      return event;
    };
    for (const type of ['dragover', 'drop']) expect(missed(document.body, type).defaultPrevented, type).to.equal(true);
    expect(host.taken.length + host.told.length, 'it is not taken').to.equal(0);
    const field = await fixture(html`<input type="file" />`);
    const editor = await fixture(html`<div contenteditable></div>`);
    const area = await fixture(html`<textarea></textarea>`);
    const written = await fixture(html`<div contenteditable>a text</div>`);
    for (const taker of [field, editor, area, written.firstChild!])
      expect(missed(taker, 'drop').defaultPrevented, taker.nodeName).to.equal(false);
    const paragraph = await fixture(html`<p>a text</p>`);
    expect(missed(paragraph.firstChild!, 'drop').defaultPrevented, 'a text of the page').to.equal(true);
    const text = new DataTransfer();
    text.setData('text/plain', 'a');
    expect(missed(document.body, 'drop', text).defaultPrevented, 'a text').to.equal(false);
    host.remove();
    await Promise.resolve();
    expect(missed(document.body, 'drop').defaultPrevented, 'it is gone').to.equal(false);
  });

  it('leaves the drop effect to other listeners of the page', () => {
    const late = new AbortController();
    window.addEventListener('dragover', (event) => event.preventDefault(), { signal: late.signal });
    const dataTransfer = { types: ['Files'], dropEffect: 'copy' };
    const event = new Event('dragover', { bubbles: true, cancelable: true });
    document.body.dispatchEvent(Object.defineProperty(event, 'dataTransfer', { value: dataTransfer }));
    late.abort();
    expect(dataTransfer.dropEffect).to.equal('copy');
  });

  it('accepts a paste into the page once, and none into a field', async () => {
    const event = paste(files('a.mp4'));
    expect(event.defaultPrevented).to.equal(true);
    await waitUntil(() => host.taken.length === 1);
    const field = await fixture<HTMLInputElement>(html`<input />`);
    expect(paste(files('b.mp4'), field).defaultPrevented).to.equal(false);
    host.isOpen = false;
    expect(paste(files('c.mp4')).defaultPrevented).to.equal(false);
    expect(host.taken.length).to.equal(1);
  });

  it('ignores drags and pastes once it is removed', async () => {
    drag('dragenter', files('a.mp4'));
    host.remove();
    await Promise.resolve();
    expect(host.drop.isOver).to.equal(false);
    drag('dragenter', files('a.mp4'));
    expect(host.drop.isOver).to.equal(false);
    expect(paste(files('a.mp4')).defaultPrevented).to.equal(false);
  });

  const namesTaken = (): string[] => host.taken.flatMap(({ chosen }) => chosen.map(({ file }) => file.name));

  it('leaves a pasted screenshot, text, or picture with text to the page', () => {
    host.accept = 'video/*,.mp4';
    const screenshot = new DataTransfer();
    screenshot.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
    const copied = new DataTransfer();
    copied.setData('text/html', '<p>a</p>');
    copied.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
    for (const data of [screenshot, copied, files('notes.txt')]) {
      expect(paste(data).defaultPrevented, [...data.types].join()).to.equal(false);
      expect(paste(data, document.documentElement).defaultPrevented, [...data.types].join()).to.equal(false);
    }
    expect([host.taken, host.told]).to.deep.equal([[], []]);
  });

  it('accepts only the videos of a paste into the page', async () => {
    host.accept = '.mp4';
    expect(paste(files('notes.txt', 'a.mp4')).defaultPrevented).to.equal(true);
    await waitUntil(() => host.told.length === 1);
    expect(namesTaken()).to.deep.equal(['a.mp4']);
    expect(host.told).to.deep.equal([{ type: 'skipped', count: 1 }]);
  });

  it('accepts any file pasted into itself, so that the person is told why it is refused', async () => {
    host.accept = '.mp4';
    expect(paste(files('notes.txt'), host).defaultPrevented).to.equal(true);
    await waitUntil(() => host.taken.length === 1);
    expect(namesTaken()).to.deep.equal(['notes.txt']);
  });

  it('reports that another file is being sent, but nothing while it is disabled', () => {
    host.isOpen = false;
    paste(files('a.mp4'), host);
    drag('drop', files('a.mp4'));
    expect(host.told).to.deep.equal([]);
    host.isBusy = true;
    paste(files('a.mp4'), host);
    drag('drop', files('a.mp4'));
    expect(host.told).to.deep.equal([{ type: 'busy' }, { type: 'busy' }]);
    paste(files('a.mp4'));
    expect(host.told.length, 'a paste into the page may be for another one').to.equal(2);
  });

  for (const [what, names, taken, told] of [
    ['a text first and a video second', ['notes.txt', 'a.mp4'], ['a.mp4'], [{ type: 'skipped', count: 1 }]],
    ['two texts', ['a.txt', 'b.txt'], ['a.txt'], [{ type: 'skipped', count: 1 }]],
    ['a text', ['a.txt'], ['a.txt'], []],
    ['a video between a text and a picture', ['a.txt', 'b.mp4', 'c.png'], ['b.mp4'], [{ type: 'skipped', count: 2 }]],
  ] as const) {
    it(`chooses one file of ${what}, a video if there is one, and counts the others`, async () => {
      host.accept = '.mp4';
      host.multiple = false;
      drag('drop', files(...names));
      await waitUntil(() => host.taken.length === 1);
      expect(namesTaken()).to.deep.equal(taken);
      expect(host.told).to.deep.equal(told);
    });
  }

  it('reports a drop of which nothing can be read', async () => {
    const unreadable = (entry: unknown, file: File | null = null): DataTransfer =>
      ({
        types: ['Files'],
        items: [{ kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => file }],
      }) as unknown as DataTransfer;
    const dropped = (data: unknown): void => {
      const event = new Event('drop', { cancelable: true });
      Object.defineProperty(event, 'dataTransfer', { value: data });
      host.dispatchEvent(event);
    };
    dropped(unreadable(null));
    await waitUntil(() => host.told.length === 1);
    dropped({ types: ['Files'], items: [] });
    await waitUntil(() => host.told.length === 2);
    const emptyFolder = {
      isDirectory: true,
      createReader: () => ({ readEntries: (resolve: (entries: unknown[]) => void) => resolve([]) }),
    };
    dropped(unreadable(emptyFolder));
    await waitUntil(() => host.told.length === 3);
    expect(host.told).to.deep.equal([{ type: 'skipped', count: 1 }, { type: 'nothing' }, { type: 'nothing' }]);
  });
});
