import { expect } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { UploadItem } from '../../../src/upload/sending/upload-item.js';
import { UploadQueue } from '../../../src/upload/sending/upload-queue.js';

describe('UploadQueue', () => {
  const { choose } = UploadItem.prototype;
  let multiple: boolean;
  let updates: number;
  let chosen: string[];
  let queue: UploadQueue;
  beforeEach(() => {
    multiple = true;
    updates = 0;
    chosen = [];
    // What becomes of a file is the item's; here it is only asked which item is given which.
    UploadItem.prototype.choose = function ({ file }) {
      chosen.push(`${this.id}:${file.name}`);
    };
    const host = { addController: () => undefined, requestUpdate: () => (updates += 1) };
    let count = 0;
    queue = new UploadQueue(host as unknown as ReactiveControllerHost, {
      nextId: () => `${(count += 1)}`,
      settings: () => ({
        endpoint: '',
        createUpload: null,
        statusEndpoint: '',
        scope: crypto.randomUUID(),
        chunkBytes: null,
        accept: '',
        maxBytes: 1,
        maxSeconds: null,
      }),
      multiple: () => multiple,
      concurrency: () => 1,
      accepts: () => Promise.resolve(true),
      onChange: () => undefined,
      onNotice: () => undefined,
    });
  });
  afterEach(() => {
    UploadItem.prototype.choose = choose;
    queue.reset();
  });

  const files = (...names: string[]): { file: File }[] => names.map((name) => ({ file: new File(['x'], name) }));
  const video = (uid: string) => ({ uid, file: { name: uid, size: 1, type: '', lastModified: 0 } });

  it('makes an item for each of several files, in their order', () => {
    queue.add(files('a', 'b'));
    queue.add(files('c'));
    expect(chosen).to.deep.equal(['1:a', '2:b', '3:c']);
    expect(queue.items.map(({ id }) => id)).to.deep.equal(['1', '2', '3']);
  });

  it('takes the first file into its one item where there may be no more', () => {
    multiple = false;
    queue.add(files('a', 'b'));
    queue.add(files('c'));
    expect(chosen).to.deep.equal(['1:a', '1:c']);
  });

  it('gives a file to the item that asked for it again', () => {
    queue.add(files('a', 'b'));
    queue.add(files('again'), queue.items[1]);
    expect(chosen.at(-1)).to.equal('2:again');
    expect(queue.items.length).to.equal(2);
  });

  it('gives a file to no item that was given up while the dialogue was open', () => {
    queue.add(files('a', 'b'));
    const [gone] = queue.items;
    queue.reset();
    queue.add(files('again'), gone);
    expect(chosen.at(-1)).to.equal('3:again');
    expect(queue.items.length).to.equal(1);
  });

  it('takes thousands of files in parts, and drops those it has not come to', () => {
    queue.add(files(...Array.from({ length: 501 }, (_, index) => `${index}`)));
    expect(queue.items.length).to.equal(500);
    queue.dropIncoming();
    queue.add(files('next'));
    expect(chosen.at(-1)).to.equal('501:next');
  });

  it('puts videos of an earlier visit in the place of what was there', () => {
    queue.add(files('a'));
    queue.restore([video('u1'), video('u2')]);
    expect(queue.items.map(({ state }) => 'uid' in state && state.uid)).to.deep.equal(['u1', 'u2']);
    expect(updates).to.be.greaterThan(0);
  });

  it('leaves everything as it is where a form remembers no video', () => {
    queue.add(files('a'));
    queue.restore([]);
    expect(queue.items.length).to.equal(1);
  });

  it('takes an item out that is given up, and all of them when it is reset', () => {
    queue.restore([video('u1'), video('u2')]);
    queue.items[0]!.reset();
    expect(queue.items.map(({ state }) => 'uid' in state && state.uid)).to.deep.equal(['u2']);
    queue.reset();
    expect(queue.items).to.deep.equal([]);
  });
});
