import { isFileHandle, Patience, type ChosenFile, type GivenFiles } from './file-handle.js';
import type { DroppedItem } from './file-picker.js';

/** Longest wait for file handles, in milliseconds: they may never come, and files can be sent without them. */
const HANDLES_MS = 2_000;

/** Deepest folder level that is read. */
const MAX_DEPTH = 16;

/**
 * Reads dropped or pasted files and chooses those to take. Of several files, those that are no videos by name are left
 * out; a single file is always taken, so that the person is told why it cannot be sent.
 *
 * @param wants - Tells whether a file may be a video, by name and type.
 * @param multiple - Whether several files are allowed.
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
 * Chooses which of the found files to take, and which shown placeholders have come to nothing.
 *
 * @param shown - Ids that the page shows: of a folder that was cancelled meanwhile, nothing is taken.
 */
export function sortFound(
  chosen: readonly ChosenFile[],
  dropped: readonly DroppedItem[],
  multiple: boolean,
  shown: readonly string[],
): { readonly left: ChosenFile[]; readonly gone: DroppedItem[] } {
  const id = dropped[0]?.id;
  // A single uploader shows one id, whatever the file was found in.
  const left = multiple
    ? chosen.filter(({ folder }) => !folder || shown.includes(folder))
    : chosen.map((one) => ({ ...one, ...(id && { id }) }));
  const isLeft = (one: DroppedItem): boolean => left.some((file) => [file.id, file.folder].includes(one.id));
  // In a single uploader, a placeholder that was cancelled was not reported yet.
  return { left, gone: dropped.filter((one) => one.id && (!multiple || shown.includes(one.id)) && !isLeft(one)) };
}

/** Reads dropped or pasted files, and those in folders whose names are wanted. */
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
  /** Id of the folder being read. */
  folder: string | undefined;
}

/**
 * Reads entries and the folders among them. Not through a folder's handle, which omits files with certain names, such
 * as those with quotes.
 */
async function walkEntries(
  entries: readonly FileSystemEntry[],
  wants: (name: string) => boolean,
  found: Found,
  depth: number,
): Promise<void> {
  // In parallel, so that files that never arrive are awaited together.
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
    // Returns a hundred entries at a time; an empty result is the end.
    const entries = await found.patience.wait(list(reader));
    // An unreadable system folder, on a dropped drive, does not affect the others.
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
