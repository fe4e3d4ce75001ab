import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChosenFile, GivenFiles } from './file-handle.js';

/** How many files' handles are asked for: each takes the browser a moment, and only so many could be kept. */
const MAX_HANDLES = 50;

/** What a browser gives of something that was dropped or pasted, while the event is being handled. */
export interface DroppedItem {
  readonly file: File | null;
  readonly entry: FileSystemEntry | null;
  readonly handle: Promise<FileSystemHandle | null> | undefined;
  /** Id under which the page knows it already. */
  readonly id?: string | undefined;
}

/** What a person is told of files that are not taken. */
export type PickerNotice =
  { readonly type: 'skipped' | 'only-one'; readonly count: number } | { readonly type: 'nothing' | 'busy' };

/** Settings and callbacks of a {@link FilePicker}; settings are read anew at each use. */
export interface FilePickerOptions<Item> {
  /** Whether a file may be chosen now. */
  readonly isOpen: () => boolean;
  /** Whether none may be chosen because another one is being sent. */
  readonly isBusy: () => boolean;
  /** Which files are taken, as in `<input accept>`. */
  readonly accept: () => string;
  /** Whether a file is of those. */
  readonly wants: (file: Pick<File, 'name' | 'type'>) => boolean;
  /** Whether there may be more than one file. */
  readonly multiple: () => boolean;
  /** Whether a phone is to open its camera, which only an `<input>` can. */
  readonly wantsCamera: () => boolean;
  /** The file input of the element; `null` before it is drawn. */
  readonly input: () => HTMLInputElement | null;
  /** Opens the dialogue that gives handles; `null` where there is none. */
  readonly pickFiles: (accept: string, multiple: boolean) => Promise<GivenFiles | null>;
  /** Called with files and folders that were dropped or pasted. */
  readonly onDropped: (dropped: readonly DroppedItem[]) => void;
  /** Called with chosen files: for an item that asked for its file again, or new ones. */
  readonly onChosen: (chosen: readonly ChosenFile[], onto?: Item) => void;
  /** Called when a file is dragged over the page: it may be dropped here. */
  readonly onNear: () => void;
  /** Called with what is not taken, and why. */
  readonly onNotice: (notice: PickerNotice) => void;
}

/**
 * Takes files from a person for an uploader, in each way: the browser's dialogue, a drop of files and folders, and a
 * paste into the uploader, or into the page where nothing else takes it.
 */
export class FilePicker<Item> implements ReactiveController {
  /** The item that the dialogue was opened for, where it is to give one its file again. */
  #onto: Item | undefined;
  #isOver = false;
  /** Whether a dialogue is open: browsers refuse a second one. */
  #isPicking = false;
  /** Document in which it listens. */
  #document: Document | undefined;
  #listening: AbortController | undefined;
  readonly #element: ReactiveControllerHost & HTMLElement;
  readonly #options: FilePickerOptions<Item>;

  constructor(element: ReactiveControllerHost & HTMLElement, options: FilePickerOptions<Item>) {
    this.#element = element;
    this.#options = options;
    element.addController(this);
  }

  /** Whether files that may be dropped are held over the element. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Listens to the document in which the element is, and no longer to the one before. */
  hostConnected(): void {
    this.hostDisconnected();
    this.#listening = new AbortController();
    const options = { signal: this.#listening.signal };
    this.#element.addEventListener('dragenter', this.#onOver, options);
    this.#element.addEventListener('dragover', this.#onOver, options);
    this.#element.addEventListener('dragleave', this.#onLeave, options);
    this.#element.addEventListener('drop', this.#onDrop, options);
    this.#document = this.#element.ownerDocument;
    this.#document.addEventListener('paste', this.#onPaste, options);
    // After whatever else the page does about them.
    for (const type of ['dragenter', 'dragover', 'drop'])
      this.#document.defaultView?.addEventListener(type, this.#onNear as EventListener, options);
  }

  /** Listens to another document once the element is there. */
  hostUpdated(): void {
    if (this.#document && this.#document !== this.#element.ownerDocument) this.hostConnected();
  }

  hostDisconnected(): void {
    this.#listening?.abort();
    this.#document = undefined;
    this.#isOver = false;
  }

  /**
   * Opens the browser's dialogue: the one whose files can be opened again after a reload, or the plain one where there
   * is no such thing. Needs a user's gesture.
   *
   * @param onto - The item that asks for its file again.
   * @param isFolder - Whether a whole folder is to be chosen, which the plain dialogue alone can do in each browser.
   */
  pick(onto?: Item, isFolder = false): void {
    const input = this.#options.input();
    if (!input || this.#isPicking || !this.#options.isOpen()) return;
    this.#onto = onto;
    input.webkitdirectory = isFolder;
    const multiple = (input.multiple = this.#options.multiple() && !onto);
    if (isFolder || this.#options.wantsCamera() || !canPickFiles()) {
      input.click();
      return;
    }
    this.#isPicking = true;
    void this.#options.pickFiles(this.#options.accept(), multiple).then((given) => {
      this.#isPicking = false;
      // A page that has gone elsewhere meanwhile does not expect an upload.
      if (!this.#element.isConnected) return;
      if (!given) {
        input.click();
        return;
      }
      this.#options.onChosen(given.chosen, onto);
      if (given.skipped > 0) this.#options.onNotice({ type: 'skipped', count: given.skipped });
    });
  }

  /** Takes what the plain dialogue has put into the input. */
  readonly onInput = (): void => {
    const input = this.#options.input();
    if (!input || !this.#element.isConnected) return;
    const files = [...(input.files ?? [])];
    // Of a folder, which has all kinds of files.
    const wanted = input.webkitdirectory ? files.filter((file) => this.#options.wants(file)) : files;
    // So that the same file can be chosen again.
    input.value = '';
    this.#options.onChosen(
      wanted.map((file) => ({ file })),
      this.#onto,
    );
    const count = files.length - wanted.length;
    if (count > 0) this.#options.onNotice({ type: 'skipped', count });
  };

  /** Keeps the page where a file is dropped beside the uploader: the browser would leave it to open the file. */
  readonly #onNear = (event: DragEvent): void => {
    if (!filesOf(event)) return;
    if (event.type === 'dragenter') this.#options.onNear();
    const isTaken = (one: EventTarget): unknown => (one as Partial<Element>).matches?.('input,textarea,:read-write');
    // What it would do is left as it is: the page may take the file after this.
    if (!event.composedPath().some(isTaken)) event.preventDefault();
  };

  readonly #onOver = (event: DragEvent): void => {
    const files = filesOf(event);
    if (!files) return;
    // Also where the file is not taken: otherwise the browser leaves the page to show it.
    event.preventDefault();
    const isOpen = this.#options.isOpen();
    files.dropEffect = isOpen ? 'copy' : 'none';
    this.#set(isOpen);
  };

  readonly #onLeave = (event: DragEvent): void => {
    if (!(event.relatedTarget instanceof Node && this.#element.contains(event.relatedTarget))) this.#set(false);
  };

  readonly #onDrop = (event: DragEvent): void => {
    const files = filesOf(event);
    if (!files) return;
    event.preventDefault();
    this.#set(false);
    this.#read(files);
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const { clipboardData: data, target, defaultPrevented } = event;
    if (!data?.types.includes('Files') || defaultPrevented) return;
    if (!event.composedPath().includes(this.#element)) {
      // A page-wide paste is meant for whoever wants it: a screenshot is for somebody else.
      const { body, documentElement } = this.#element.ownerDocument;
      const isForPage = target === body || target === documentElement;
      if (!isForPage || !this.#options.isOpen() || ![...data.files].some((file) => this.#options.wants(file))) return;
    }
    // So that another uploader of the page does not take it, too.
    event.preventDefault();
    this.#read(data);
  };

  /** Hands on what may be taken now; says so where another file is the reason that none may. */
  #read(data: DataTransfer): void {
    if (this.#options.isOpen()) this.#options.onDropped(listDropped(data));
    else if (this.#options.isBusy()) this.#options.onNotice({ type: 'busy' });
  }

  #set(isOver: boolean): void {
    if (isOver === this.#isOver) return;
    this.#isOver = isOver;
    this.#element.requestUpdate();
  }
}

/** What is dragged, where that is files. */
function filesOf({ dataTransfer }: DragEvent): DataTransfer | null {
  return dataTransfer?.types.includes('Files') ? dataTransfer : null;
}

/** A part of the File System Access API that TypeScript does not know. */
type HandleItem = DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> };

/** Lists what was dropped or pasted, while the event is being handled: the browser forgets all of it afterwards. */
export function listDropped(transfer: DataTransfer): DroppedItem[] {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file') as HandleItem[];
  return items.map((item, index) => {
    const entry = item.webkitGetAsEntry();
    const isFolder = entry?.isDirectory;
    const handle = index < MAX_HANDLES && !isFolder ? item.getAsFileSystemHandle?.().catch(() => null) : undefined;
    return { entry, handle, file: isFolder ? null : item.getAsFile() };
  });
}

/** Whether the dialogue that gives handles can do something now: in other frames' origins it is forbidden. */
function canPickFiles(): boolean {
  // Without a gesture the dialogue is refused, and so would be the plain one after it.
  return 'showOpenFilePicker' in window && navigator.userActivation.isActive && isTopOrigin();
}

function isTopOrigin(): boolean {
  try {
    return window.top?.origin === window.origin;
  } catch {
    return false;
  }
}
