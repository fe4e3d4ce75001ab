import { expect } from '@open-wc/testing';
import { readDroppedFiles } from '../../../src/upload/file/dropped-files.js';
import { listDropped, type DroppedItem } from '../../../src/upload/file/file-picker.js';
import { FakeClock } from '../../harness/fake-clock.js';

type Read = (resolve: (value: never) => void, reject: (error: Error) => void) => void;

const fileEntry = (name: string, file: Read = (resolve) => resolve(new File(['x'], name) as never)): unknown => ({
  isFile: true,
  name,
  file,
});

function folderEntry(entries: unknown[] | null): unknown {
  let isRead = false;
  const readEntries: Read = (resolve, reject) => {
    if (entries) resolve((isRead ? [] : entries) as never);
    else reject(new Error('Not allowed.'));
    isRead = true;
  };
  return { isFile: false, isDirectory: true, createReader: () => ({ readEntries }) };
}

const dropOf = (entry: unknown): DroppedItem[] =>
  listDropped({
    items: [{ kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => null }],
  } as unknown as DataTransfer);

describe('readDroppedFiles', () => {
  it('reads the wanted files of a disk, and counts unwanted and unreadable ones', async () => {
    const unreadable = fileEntry('locked.mp4', (_resolve, reject) => reject(new Error('Not readable.')));
    const disk = folderEntry([
      folderEntry(null),
      fileEntry('a.mp4'),
      unreadable,
      fileEntry('notes.txt'),
      folderEntry([fileEntry('b.mp4')]),
    ]);
    const { chosen, skipped } = await readDroppedFiles(dropOf(disk), (name) => name.endsWith('.mp4'));
    expect(chosen.map(({ file }) => file.name)).to.deep.equal(['a.mp4', 'b.mp4']);
    expect(skipped).to.equal(3);
  });

  it('reads sixteen levels of folders, and counts a deeper one as skipped', async () => {
    const nested = (depth: number): unknown =>
      depth === 0 ? fileEntry('deep.mp4') : folderEntry([nested(depth - 1), fileEntry(`${depth}.mp4`)]);
    const within = await readDroppedFiles(dropOf(nested(16)), () => true);
    expect(within.chosen.map(({ file }) => file.name)).to.include('deep.mp4');
    expect(within.skipped).to.equal(0);
    const beyond = await readDroppedFiles(dropOf(nested(17)), () => true);
    expect(beyond.chosen.map(({ file }) => file.name)).to.not.include('deep.mp4');
    expect(beyond.chosen.length, 'what lies less deep is taken').to.equal(16);
    expect(beyond.skipped).to.equal(1);
  });

  it('reads the others if files and folders never respond, and waits for those only once', async () => {
    const clock = new FakeClock();
    try {
      const never = (): void => undefined;
      const silentFolder = { isFile: false, isDirectory: true, createReader: () => ({ readEntries: never }) };
      const silent = Array.from({ length: 50 }, (_, index) => fileEntry(`${index}.mp4`, never));
      const disk = folderEntry([...silent, fileEntry('a.mp4'), silentFolder, silentFolder, fileEntry('b.mp4')]);
      let read: Awaited<ReturnType<typeof readDroppedFiles>> | undefined;
      void readDroppedFiles(dropOf(disk), () => true).then((files) => (read = files));
      await clock.pass(14_000);
      expect(read?.chosen.map(({ file }) => file.name)).to.deep.equal(['a.mp4', 'b.mp4']);
      expect(read?.skipped).to.equal(52);
      void readDroppedFiles(dropOf(fileEntry('alone.mp4', never)), () => true).then((files) => (read = files));
      await clock.pass(14_000);
      expect(read).to.deep.equal({ chosen: [], skipped: 1 });
    } finally {
      clock.uninstall();
    }
  });

  it('reads all batches of a folder that the browser lists in batches', async () => {
    const parts = [[fileEntry('a.mp4')], [fileEntry('b.mp4')], []];
    const readEntries: Read = (resolve) => resolve(parts.shift() as never);
    const folder = { isFile: false, isDirectory: true, createReader: () => ({ readEntries }) };
    const { chosen } = await readDroppedFiles(dropOf(folder), () => true);
    expect(chosen.map(({ file }) => file.name)).to.deep.equal(['a.mp4', 'b.mp4']);
  });

  it('reads a file whose handle never arrives, and counts an item that is neither file nor folder', async () => {
    const clock = new FakeClock();
    try {
      const item = (handle: () => Promise<unknown>, file: File | null): unknown => ({
        kind: 'file',
        webkitGetAsEntry: () => null,
        getAsFile: () => file,
        getAsFileSystemHandle: handle,
      });
      const never = (): Promise<unknown> => new Promise(() => undefined);
      const items = [
        item(never, new File(['x'], 'a.mp4')),
        item(() => Promise.reject(new Error('Not allowed.')), new File(['x'], 'b.mp4')),
        item(never, null),
      ];
      const reading = readDroppedFiles(listDropped({ items } as unknown as DataTransfer), () => true);
      await clock.pass(2_000);
      const { chosen, skipped } = await reading;
      expect(chosen.map(({ file }) => file.name)).to.deep.equal(['a.mp4', 'b.mp4']);
      expect(skipped).to.equal(1);
    } finally {
      clock.uninstall();
    }
  });
});
