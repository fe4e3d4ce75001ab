import { acceptTokens } from './accept-tokens.js';

/** File, with the handle that reopens it after a reload, if the browser provides one. */
export interface ChosenFile {
  readonly file: File;
  readonly handle?: FileSystemFileHandle | undefined;
  /** Id under which the page already knows it. */
  readonly id?: string | undefined;
  /** Id of the folder that it was found in. */
  readonly folder?: string | undefined;
  /** Whether the page has added it, rather than a person. */
  readonly isByPage?: boolean;
}

/** Files that a person has chosen, and the number of files left out. */
export interface GivenFiles {
  readonly chosen: ChosenFile[];
  /**
   * Number of files left out: those in folders with other extensions, unreadable ones, and folders nested too deeply.
   */
  readonly skipped: number;
}

/** Longest wait for the browser, in milliseconds: a file on a network drive or in a cloud may never arrive. */
const ANSWER_MS = 10_000;
/** The same after the first timeout: of thousands of files, not each is awaited that long. */
const LATE_ANSWER_MS = 1_000;

/** Limits waits for files that the browser may never provide. */
export class Patience {
  #limitMs = ANSWER_MS;

  /** Returns the result; `null` if it fails or does not arrive in time. */
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

/** Part of the File System Access API that TypeScript lacks. */
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
 * Opens the file picker that provides handles, if the browser has it and there is a user gesture.
 *
 * @param accept - As in `<input accept>`.
 * @returns The chosen files; none if the picker was cancelled; `null` if it is not available.
 */
export async function pickFiles(accept: string, multiple: boolean): Promise<GivenFiles | null> {
  let handles: FileSystemFileHandle[];
  try {
    const { showOpenFilePicker } = window as unknown as PickerWindow;
    handles = await showOpenFilePicker.call(window, { multiple, types: [{ accept: toPickerAccept(accept) }] });
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? { chosen: [], skipped: 0 } : null;
  }
  // A file that disappears, or never arrives, does not affect the others.
  const patience = new Patience();
  const files = await Promise.all(handles.map((handle) => patience.wait(handle.getFile())));
  const chosen = handles.flatMap((handle, index) => {
    const file = files[index];
    return file ? [{ file, handle }] : [];
  });
  return { chosen, skipped: handles.length - chosen.length };
}

/**
 * Reopens a file of an earlier visit. Call it during a user gesture: the person may have to grant permission.
 *
 * @returns `null` if permission was denied, or the file is gone.
 */
export async function openFile(handle: object | undefined): Promise<ChosenFile | null> {
  if (!isFileHandle(handle)) return null;
  try {
    const asked: AskedHandle = handle;
    const patience = new Patience();
    const known = asked.queryPermission?.({ mode: 'read' }) ?? Promise.resolve('granted');
    const permission = await patience.wait(known);
    // A browser that does not answer will not prompt the person either.
    if (permission === null) return null;
    const isAllowed = permission === 'granted' || (await asked.requestPermission?.({ mode: 'read' })) === 'granted';
    const file = isAllowed ? await patience.wait(handle.getFile()) : null;
    return file && { file, handle };
  } catch {
    return null;
  }
}

/** Tells whether a stored value is a file handle. */
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
