import { isFileHandle, Patience, type ChosenFile, type GivenFiles } from './file-handle.js';
import type { DroppedItem } from './file-picker.js';

/** How long the handles are waited for, in milliseconds: they may never come, and the files are there without them. */
const HANDLES_MS = 2_000;

/** Deepest folder that is looked into. */
const MAX_DEPTH = 16;

/**
 * Reads what was dropped or pasted, and gives what is taken of it. Of several files, those are left out whose names say that
 * they are no videos; a single one is taken all the same, so that the person is told why it cannot be sent.
 *
 * @param wants - Whether a file may be a video, as far as its name and type say.
 * @param multiple - Whether there may be more than one file.
 */
export async function readWantedFiles(
  dropped: readonly DroppedItem[],
  wants: (file: Pick<File, 'name' | 'type'>) => boolean,
  multiple: boolean,
): Promise<GivenFiles> {
  const { chosen, skipped } = await readDroppedFiles(dropped, (name) => wants({ name, type: '' }));
  const videos = chosen.length > 1 ? chosen.filter(({ file }) => wants(file)) : chosen;
  const wanted = videos.length > 0 || multiple ? videos : chosen.slice(0, 1);
  return { chosen: wanted, skipped: skipped + chosen.length - wanted.length };
}

/**
 * Gives those of the found files that are taken, and what the page shows of which nothing was found.
 *
 * @param shown - Ids of what the page shows: of a folder that was given up meanwhile, nothing is taken.
 */
export function sortFound(
  chosen: readonly ChosenFile[],
  dropped: readonly DroppedItem[],
  multiple: boolean,
  shown: readonly string[],
): { readonly left: ChosenFile[]; readonly gone: DroppedItem[] } {
  const id = dropped[0]?.id;
  // Where there may be one only, it is the one that is shown, whatever it was found in.
  const left = multiple
    ? chosen.filter(({ folder }) => !folder || shown.includes(folder))
    : chosen.map((one) => ({ ...one, ...(id && { id }) }));
  const isLeft = (one: DroppedItem): boolean => left.some((file) => [file.id, file.folder].includes(one.id));
  // Where there may be one only, what was given up meanwhile has not been said to be.
  return { left, gone: dropped.filter((one) => one.id && (!multiple || shown.includes(one.id)) && !isLeft(one)) };
}

/** Reads what was dropped or pasted: files, and those in folders whose names are wanted. */
export async function readDroppedFiles(
  dropped: readonly DroppedItem[],
  wants: (name: string) => boolean,
): Promise<GivenFiles> {
  const found: Found = { chosen: [], skipped: 0, patience: new Patience(), folder: undefined };
  const late = new Promise<null>((resolve) => setTimeout(resolve, HANDLES_MS, null));
  for (const { file, entry, handle: asked, id } of dropped) {
    found.folder = id;
    const handle = await Promise.race([asked, late]);
    if (file) found.chosen.push({ file, ...(isFileHandle(handle) && { handle }), ...(id && { id }) });
    else if (entry) await walkEntries([entry], wants, found, 0);
    else found.skipped += 1;
  }
  const { chosen, skipped } = found;
  return { chosen, skipped };
}

interface Found {
  readonly chosen: ChosenFile[];
  skipped: number;
  readonly patience: Patience;
  /** Id of the folder that is walked. */
  folder: string | undefined;
}

/**
 * Walks entries and the folders among them: a folder's handle leaves files out whose names it does not like, such as
 * those with quotes.
 */
async function walkEntries(
  entries: readonly FileSystemEntry[],
  wants: (name: string) => boolean,
  found: Found,
  depth: number,
): Promise<void> {
  // At once, so that those that never come are waited for together.
  const files = await Promise.all(
    entries.map((entry) => {
      const isWanted = entry.isFile && wants(entry.name);
      return isWanted ? found.patience.wait(read(entry as FileSystemFileEntry)) : Promise.resolve(null);
    }),
  );
  for (const [index, entry] of entries.entries()) {
    const file = files[index];
    if (file) found.chosen.push({ file, ...(found.folder && { folder: found.folder }) });
    else if (entry.isFile || depth >= MAX_DEPTH) found.skipped += 1;
    else await walkFolder(entry as FileSystemDirectoryEntry, wants, found, depth);
  }
}

async function walkFolder(
  folder: FileSystemDirectoryEntry,
  wants: (name: string) => boolean,
  found: Found,
  depth: number,
): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    // A hundred at a time; an empty answer is the end.
    const entries = await found.patience.wait(list(reader));
    // A folder of the system's, on a disk that was dropped: the others are taken all the same.
    if (!entries) found.skipped += 1;
    if (!entries?.length) return;
    await walkEntries(entries, wants, found, depth + 1);
  }
}

function read(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function list(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}
