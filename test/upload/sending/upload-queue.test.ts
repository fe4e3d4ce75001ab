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
    // What becomes of a file is up to the item: these tests only check which item gets which.
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

  it('creates an item for each of several files, in their order', () => {
    queue.add(files('a', 'b'));
    queue.add(files('c'));
    expect(chosen).to.deep.equal(['1:a', '2:b', '3:c']);
    expect(queue.items.map(({ id }) => id)).to.deep.equal(['1', '2', '3']);
  });

  it('puts the first file into its only item without `multiple`', () => {
    multiple = false;
    queue.add(files('a', 'b'));
    queue.add(files('c'));
    expect(chosen).to.deep.equal(['1:a', '1:c']);
  });

  it('gives a file to the item that asked for it', () => {
    queue.add(files('a', 'b'));
    queue.add(files('again'), queue.items[1]);
    expect(chosen.at(-1)).to.equal('2:again');
    expect(queue.items.length).to.equal(2);
  });

  it('creates a new item if the one that asked was removed while the dialogue was open', () => {
    queue.add(files('a', 'b'));
    const [gone] = queue.items;
    queue.reset();
    queue.add(files('again'), gone);
    expect(chosen.at(-1)).to.equal('3:again');
    expect(queue.items.length).to.equal(1);
  });

  it('adds thousands of files in batches, and drops those that are still waiting', () => {
    queue.add(files(...Array.from({ length: 501 }, (_, index) => `${index}`)));
    expect(queue.items.length).to.equal(500);
    queue.dropIncoming();
    queue.add(files('next'));
    expect(chosen.at(-1)).to.equal('501:next');
  });

  it('replaces its items with restored videos', () => {
    queue.add(files('a'));
    queue.restore([video('u1'), video('u2')]);
    expect(queue.items.map(({ state }) => 'uid' in state && state.uid)).to.deep.equal(['u1', 'u2']);
    expect(updates).to.be.greaterThan(0);
  });

  it('keeps its items if there is no video to restore', () => {
    queue.add(files('a'));
    queue.restore([]);
    expect(queue.items.length).to.equal(1);
  });

  it('removes an item that is reset, and all items when it is reset itself', () => {
    queue.restore([video('u1'), video('u2')]);
    queue.items[0]!.reset();
    expect(queue.items.map(({ state }) => 'uid' in state && state.uid)).to.deep.equal(['u2']);
    queue.reset();
    expect(queue.items).to.deep.equal([]);
  });
});
