import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { LitElement } from 'lit';
import type { DroppedFiles } from '../../../src/upload/file/dropped-files.js';
import { FilePicker } from '../../../src/upload/file/file-picker.js';

class Host extends LitElement {
  isOpen = true;
  readonly taken: Pick<DroppedFiles, 'chosen'>[] = [];
  readonly drop = new FilePicker(this, {
    isOpen: () => this.isOpen,
    accept: () => '',
    multiple: () => true,
    wantsCamera: () => false,
    input: () => null,
    onChosen: (chosen) => this.taken.push({ chosen: [...chosen] }),
    onSkipped: () => undefined,
  });
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
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true });
    target.dispatchEvent(event);
    return event;
  };

  it('says that files are held over it, until they leave or are dropped', () => {
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

  it('takes what is dropped', async () => {
    expect(drag('drop', files('a.mp4', 'b.mp4')), 'the browser keeps the page').to.equal(false);
    await waitUntil(() => host.taken.length === 1);
    expect(host.taken[0]!.chosen.map(({ file }) => file.name)).to.deep.equal(['a.mp4', 'b.mp4']);
  });

  it('keeps the page where it takes nothing, and leaves text alone', () => {
    host.isOpen = false;
    expect(drag('dragover', files('a.mp4'))).to.equal(false);
    expect(host.drop.isOver).to.equal(false);
    const text = new DataTransfer();
    text.setData('text/plain', 'a');
    expect(drag('drop', text)).to.equal(true);
  });

  it('takes what is pasted into the page, once, and not what is pasted into a field', async () => {
    const event = paste(files('a.mp4'));
    expect(event.defaultPrevented).to.equal(true);
    await waitUntil(() => host.taken.length === 1);
    const field = await fixture<HTMLInputElement>(html`<input />`);
    expect(paste(files('b.mp4'), field).defaultPrevented).to.equal(false);
    host.isOpen = false;
    expect(paste(files('c.mp4')).defaultPrevented).to.equal(false);
    expect(host.taken.length).to.equal(1);
  });

  it('hears nothing any more once it is taken out of the page', () => {
    drag('dragenter', files('a.mp4'));
    host.remove();
    expect(host.drop.isOver).to.equal(false);
    drag('dragenter', files('a.mp4'));
    expect(host.drop.isOver).to.equal(false);
    expect(paste(files('a.mp4')).defaultPrevented).to.equal(false);
  });
});
