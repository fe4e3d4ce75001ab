import { acceptTokens } from './file-accept.js';

/** A file, with the handle that opens it again after a reload, where the browser gives one. */
export interface ChosenFile {
  readonly file: File;
  readonly handle?: FileSystemFileHandle | undefined;
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
export async function pickFiles(accept: string, multiple: boolean): Promise<ChosenFile[] | null> {
  let handles: FileSystemFileHandle[];
  try {
    const { showOpenFilePicker } = window as unknown as PickerWindow;
    handles = await showOpenFilePicker.call(window, { multiple, types: [{ accept: toPickerAccept(accept) }] });
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? [] : null;
  }
  // One that went away meanwhile does not take the others with it.
  const opened = await Promise.allSettled(handles.map(async (handle) => ({ file: await handle.getFile(), handle })));
  return opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

/** Whether {@link pickFiles} can do something now: in other frames' origins it is forbidden. */
export function canPickFiles(): boolean {
  // Without a gesture the dialogue is refused, and so would be the plain one after it.
  return 'showOpenFilePicker' in window && navigator.userActivation.isActive && isTopOrigin();
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
    const permission = (await asked.queryPermission?.({ mode: 'read' })) ?? 'granted';
    const isAllowed = permission === 'granted' || (await asked.requestPermission?.({ mode: 'read' })) === 'granted';
    return isAllowed ? { file: await handle.getFile(), handle } : null;
  } catch {
    return null;
  }
}

/** Whether a stored value is the handle of a file. */
export function isFileHandle(value: unknown): value is FileSystemFileHandle {
  return typeof FileSystemFileHandle === 'function' && value instanceof FileSystemFileHandle;
}

function isTopOrigin(): boolean {
  try {
    return window.top?.origin === window.origin;
  } catch {
    return false;
  }
}

/** Converts an `<input accept>` list for `showOpenFilePicker()`: media types with extensions. */
function toPickerAccept(accept: string): Record<string, string[]> {
  const tokens = acceptTokens(accept);
  const extensions = tokens.filter((token) => /^\.[\w.+-]{1,15}$/.test(token));
  const types = tokens.filter((token) => /^[\w.+-]+\/(?:[\w.+-]+|\*)$/.test(token));
  return Object.fromEntries((types.length > 0 ? types : ['video/*']).map((type) => [type, extensions]));
}
