import { expect } from '@open-wc/testing';
import { readDroppedFiles } from '../../../src/upload/file/dropped-files.js';

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

const dropOf = (entry: unknown): DataTransfer =>
  ({ items: [{ kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => null }] }) as unknown as DataTransfer;

describe('readDroppedFiles', () => {
  it('takes what can be read of a disk, and counts what cannot', async () => {
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
});
