import { acceptTokens } from './accept-tokens.js';

/** A file, with the handle that opens it again after a reload, where the browser gives one. */
export interface ChosenFile {
  readonly file: File;
  readonly handle?: FileSystemFileHandle | undefined;
  /** Id under which the page knows it already. */
  readonly id?: string | undefined;
  /** Id of the folder in which it was found. */
  readonly folder?: string | undefined;
  /** Whether the page has given it, and no person. */
  readonly isByPage?: boolean;
}

/** Files that a person has given, and the number of those that were left out. */
export interface GivenFiles {
  readonly chosen: ChosenFile[];
  /**
   * Number of files left out: those of folders whose names say that they are something else, what cannot be read, and
   * folders that lie too deep.
   */
  readonly skipped: number;
}

/** Longest time that the browser is waited for, in milliseconds: a file on a network drive or in a cloud may never come. */
const ANSWER_MS = 10_000;
/** The same, once it has not answered: of thousands of files not each is waited for that long. */
const LATE_ANSWER_MS = 1_000;

/** Waits for files and the like that the browser may never hand out. */
export class Patience {
  #limitMs = ANSWER_MS;

  /** Gives what was asked for; `null` where that fails or does not come in time. */
  wait<T>(asked: Promise<T>): Promise<T | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#limitMs = LATE_ANSWER_MS;
        resolve(null);
      }, this.#limitMs);
      asked
        .then(resolve, () => resolve(null))
        .finally(() => clearTimeout(timer))
        .catch(() => undefined);
    });
  }
}

/** The part of the File System Access API that TypeScript does not know. */
interface PickerWindow {
  showOpenFilePicker(options: {
    multiple?: boolean;
    types?: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
  }): Promise<FileSystemFileHandle[]>;
}

type AskedHandle = FileSystemFileHandle & {
  queryPermission?(mode: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(mode: { mode: 'read' }): Promise<PermissionState>;
};

/**
 * Opens the file dialogue that gives handles, where the browser has it and a user's gesture allows it.
 *
 * @param accept - As in `<input accept>`.
 * @returns the chosen files; none where the dialogue was closed; `null` where there is no such dialogue here.
 */
export async function pickFiles(accept: string, multiple: boolean): Promise<GivenFiles | null> {
  let handles: FileSystemFileHandle[];
  try {
    const { showOpenFilePicker } = window as unknown as PickerWindow;
    handles = await showOpenFilePicker.call(window, { multiple, types: [{ accept: toPickerAccept(accept) }] });
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? { chosen: [], skipped: 0 } : null;
  }
  // One that went away meanwhile, or never comes, does not take the others with it.
  const patience = new Patience();
  const files = await Promise.all(handles.map((handle) => patience.wait(handle.getFile())));
  const chosen = handles.flatMap((handle, index) => {
    const file = files[index];
    return file ? [{ file, handle }] : [];
  });
  return { chosen, skipped: handles.length - chosen.length };
}

/**
 * Opens a file of an earlier visit. Call it from a user's gesture: the person may have to allow it.
 *
 * @returns `null` where it was not allowed, or the file is not there any more.
 */
export async function openFile(handle: object | undefined): Promise<ChosenFile | null> {
  if (!isFileHandle(handle)) return null;
  try {
    const asked: AskedHandle = handle;
    const patience = new Patience();
    const known = asked.queryPermission?.({ mode: 'read' }) ?? Promise.resolve('granted');
    const permission = await patience.wait(known);
    // Who does not answer that has no question for the person either.
    if (permission === null) return null;
    const isAllowed = permission === 'granted' || (await asked.requestPermission?.({ mode: 'read' })) === 'granted';
    const file = isAllowed ? await patience.wait(handle.getFile()) : null;
    return file && { file, handle };
  } catch {
    return null;
  }
}

/** Whether a stored value is the handle of a file. */
export function isFileHandle(value: unknown): value is FileSystemFileHandle {
  return typeof FileSystemFileHandle === 'function' && value instanceof FileSystemFileHandle;
}

/** Converts an `<input accept>` list for `showOpenFilePicker()`: media types with extensions. */
function toPickerAccept(accept: string): Record<string, string[]> {
  const tokens = acceptTokens(accept);
  const extensions = tokens.filter((token) => /^\.[\w.+-]{1,15}$/.test(token));
  const types = tokens.filter((token) => /^[\w.+-]+\/(?:[\w.+-]+|\*)$/.test(token));
  return Object.fromEntries((types.length > 0 ? types : ['video/*']).map((type) => [type, extensions]));
}
