import { isFileHandle, type ChosenFile } from './file-handle.js';

/** How many files' handles are asked for: each takes the browser a moment, and only so many could be kept. */
const MAX_HANDLES = 50;

/** How long the handles are waited for, in milliseconds: they may never come, and the files are there without them. */
const HANDLES_MS = 2_000;

/** Deepest folder that is looked into. */
const MAX_DEPTH = 16;

/** Files that were dropped or pasted. */
export interface DroppedFiles {
  readonly chosen: ChosenFile[];
  /**
   * Number of files left out: those of folders whose names say that they are something else, what cannot be read, and
   * folders that lie too deep.
   */
  readonly skipped: number;
}

/** A part of the File System Access API that TypeScript does not know. */
type DroppedItem = DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> };

interface Dropped {
  readonly file: File | null;
  readonly entry: FileSystemEntry | null;
  readonly handle: Promise<FileSystemHandle | null> | undefined;
}

/**
 * Reads what was dropped or pasted: files, and those in folders whose names are wanted. Call it while the event is
 * being handled; the browser forgets all of it afterwards.
 */
export async function readDroppedFiles(
  transfer: DataTransfer,
  wants: (name: string) => boolean,
): Promise<DroppedFiles> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file') as DroppedItem[];
  const dropped: Dropped[] = items.map((item, index) => {
    const entry = item.webkitGetAsEntry();
    const handle =
      index < MAX_HANDLES && !entry?.isDirectory ? item.getAsFileSystemHandle?.().catch(() => null) : undefined;
    return { entry, handle, file: entry?.isDirectory ? null : item.getAsFile() };
  });
  const found = { chosen: [] as ChosenFile[], skipped: 0 };
  const late = new Promise<null>((resolve) => setTimeout(resolve, HANDLES_MS, null));
  for (const { file, entry, handle: asked } of dropped) {
    const handle = await Promise.race([asked, late]);
    if (file) found.chosen.push({ file, ...(isFileHandle(handle) && { handle }) });
    else if (entry) await walkEntry(entry, wants, found, 0);
    else found.skipped += 1;
  }
  return found;
}

interface Found {
  readonly chosen: ChosenFile[];
  skipped: number;
}

/**
 * Walks a folder by its entries: a folder's handle leaves files out whose names it does not like, such as those with
 * quotes.
 */
async function walkEntry(
  entry: FileSystemEntry,
  wants: (name: string) => boolean,
  found: Found,
  depth: number,
): Promise<void> {
  if (entry.isFile) {
    if (!wants(entry.name)) found.skipped += 1;
    else
      await read(entry as FileSystemFileEntry).then(
        (file) => found.chosen.push({ file }),
        () => (found.skipped += 1),
      );
    return;
  }
  if (depth >= MAX_DEPTH) {
    found.skipped += 1;
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A hundred at a time; an empty answer is the end.
    const entries = await list(reader).catch(() => null);
    // A folder of the system's, on a disk that was dropped: the others are taken all the same.
    if (!entries) found.skipped += 1;
    if (!entries?.length) return;
    for (const child of entries) await walkEntry(child, wants, found, depth + 1);
  }
}

function read(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function list(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}
