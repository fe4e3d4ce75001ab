import { isFileHandle, type ChosenFile } from './file-handle.js';

/** How many files' handles are asked for: each takes the browser a moment, and only so many could be kept. */
const MAX_HANDLES = 50;

/** Deepest folder that is looked into. */
const MAX_DEPTH = 16;

/** What was dropped or pasted. */
export interface DroppedFiles {
  readonly chosen: ChosenFile[];
  /** How many files of folders were left out, because their names say that they are something else. */
  readonly skipped: number;
}

/** A part of the File System Access API that TypeScript does not know. */
type DroppedItem = DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> };
type Folder = FileSystemDirectoryHandle & { values(): AsyncIterable<FileSystemHandle> };

interface Dropped {
  readonly file: File | null;
  readonly entry: FileSystemEntry | null;
  readonly handle: Promise<FileSystemHandle | null> | undefined;
}

/**
 * Reads what was dropped or pasted: files, and those in folders whose names are wanted. Call it while the event is
 * being handled; the browser forgets all of it afterwards.
 *
 * @since 0.1.0
 */
export async function readDroppedFiles(transfer: DataTransfer, wants: (name: string) => boolean): Promise<DroppedFiles> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file') as DroppedItem[];
  const dropped: Dropped[] = items.map((item, index) => {
    const entry = item.webkitGetAsEntry();
    const handle = index < MAX_HANDLES ? item.getAsFileSystemHandle?.().catch(() => null) : undefined;
    return { entry, handle, file: entry?.isDirectory ? null : item.getAsFile() };
  });
  const found = { chosen: [] as ChosenFile[], skipped: 0 };
  for (const { file, entry, handle: asked } of dropped) {
    const handle = (await asked) ?? null;
    if (file) found.chosen.push({ file, ...(isFileHandle(handle) && { handle }) });
    else if (handle?.kind === 'directory') await walkHandle(handle as Folder, wants, found, 0);
    else if (entry) await walkEntry(entry, wants, found, 0);
  }
  return found;
}

interface Found { readonly chosen: ChosenFile[]; skipped: number }

async function walkHandle(folder: Folder, wants: (name: string) => boolean, found: Found, depth: number): Promise<void> {
  for await (const handle of folder.values()) {
    if (handle.kind === 'directory') {
      if (depth < MAX_DEPTH) await walkHandle(handle, wants, found, depth + 1);
    } else if (!wants(handle.name)) found.skipped += 1;
    else found.chosen.push({ file: await (handle).getFile(), handle: handle });
  }
}

/** The older way, for browsers without handles. */
async function walkEntry(entry: FileSystemEntry, wants: (name: string) => boolean, found: Found, depth: number): Promise<void> {
  if (entry.isFile) {
    if (!wants(entry.name)) found.skipped += 1;
    else found.chosen.push({ file: await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)) });
    return;
  }
  if (depth >= MAX_DEPTH) return;
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A hundred at a time; an empty answer is the end.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return;
    for (const child of entries) await walkEntry(child, wants, found, depth + 1);
  }
}
