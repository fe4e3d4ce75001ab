import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChosenFile, GivenFiles } from './file-handle.js';

/** Most files whose handles are requested: each takes the browser a moment, and only so many could be stored. */
const MAX_HANDLES = 50;

/** Dropped or pasted item, as read during the event. */
export interface DroppedItem {
  readonly file: File | null;
  readonly entry: FileSystemEntry | null;
  readonly handle: Promise<FileSystemHandle | null> | undefined;
  /** Id under which the page already knows it. */
  readonly id?: string | undefined;
}

/** What a person is told about files that are not taken. */
export type PickerNotice =
  { readonly type: 'skipped' | 'only-one'; readonly count: number } | { readonly type: 'nothing' | 'busy' };

/** Settings and callbacks of a {@link FilePicker}; settings are read at each use. */
export interface FilePickerOptions<Item> {
  /** Tells whether a file may be chosen now. */
  readonly isOpen: () => boolean;
  /** Tells whether a file being sent is the reason that none may be chosen. */
  readonly isBusy: () => boolean;
  /** Returns the accepted files, as in `<input accept>`. */
  readonly accept: () => string;
  /** Tells whether a file is accepted. */
  readonly wants: (file: Pick<File, 'name' | 'type'>) => boolean;
  /** Tells whether several files are allowed. */
  readonly multiple: () => boolean;
  /** Tells whether a phone should open its camera, which only an `<input>` can. */
  readonly wantsCamera: () => boolean;
  /** Returns the element's file input; `null` before it is rendered. */
  readonly input: () => HTMLInputElement | null;
  /** Opens the picker that provides handles; resolves to `null` if there is none. */
  readonly pickFiles: (accept: string, multiple: boolean) => Promise<GivenFiles | null>;
  /** Called with dropped or pasted files and folders. */
  readonly onDropped: (dropped: readonly DroppedItem[]) => void;
  /** Called with chosen files: new ones, or that of an item that asked for it again. */
  readonly onChosen: (chosen: readonly ChosenFile[], onto?: Item) => void;
  /** Called when a file is dragged over the page, and may be dropped here. */
  readonly onNear: () => void;
  /** Called with files that are not taken, and the reason. */
  readonly onNotice: (notice: PickerNotice) => void;
}

/**
 * Takes files from a person in every way: by the browser's picker, by a drop of files and folders, and by a paste into
 * the uploader, or into the page if nothing else handles it.
 */
export class FilePicker<Item> implements ReactiveController {
  /** Item for which the picker was opened, if it asked for its file again. */
  #onto: Item | undefined;
  #isOver = false;
  /** Whether a picker is open: browsers refuse a second one. */
  #isPicking = false;
  /** Document whose events are listened to. */
  #document: Document | undefined;
  #listening: AbortController | undefined;
  readonly #element: ReactiveControllerHost & HTMLElement;
  readonly #options: FilePickerOptions<Item>;

  constructor(element: ReactiveControllerHost & HTMLElement, options: FilePickerOptions<Item>) {
    this.#element = element;
    this.#options = options;
    element.addController(this);
  }

  /** Whether acceptable files are being dragged over the element. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Listens to the element's document, and no longer to a previous one. */
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
    // Last of all listeners, so that the page's own come first.
    for (const type of ['dragenter', 'dragover', 'drop'])
      this.#document.defaultView?.addEventListener(type, this.#onNear as EventListener, options);
  }

  /** Listens to the new document after a move. */
  hostUpdated(): void {
    if (this.#document && this.#document !== this.#element.ownerDocument) this.hostConnected();
  }

  hostDisconnected(): void {
    this.#listening?.abort();
    this.#document = undefined;
    this.#isOver = false;
  }

  /**
   * Opens the browser's picker: the one whose files can be reopened after a reload, else the plain one. Needs a user
   * gesture.
   *
   * @param onto - Item that asks for its file again.
   * @param isFolder - Whether to choose a whole folder, which only the plain picker can do in every browser.
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
      // After the element was removed, nobody expects an upload.
      if (!this.#element.isConnected) return;
      if (!given) {
        input.click();
        return;
      }
      this.#options.onChosen(given.chosen, onto);
      if (given.skipped > 0) this.#options.onNotice({ type: 'skipped', count: given.skipped });
    });
  }

  /** Takes the files that the plain picker has put into the input. */
  readonly onInput = (): void => {
    const input = this.#options.input();
    if (!input || !this.#element.isConnected) return;
    const files = [...(input.files ?? [])];
    // A folder may hold any kind of file.
    const wanted = input.webkitdirectory ? files.filter((file) => this.#options.wants(file)) : files;
    // Allows choosing the same file again.
    input.value = '';
    this.#options.onChosen(
      wanted.map((file) => ({ file })),
      this.#onto,
    );
    const count = files.length - wanted.length;
    if (count > 0) this.#options.onNotice({ type: 'skipped', count });
  };

  /** Prevents the browser from leaving the page to open a file that is dropped beside the uploader. */
  readonly #onNear = (event: DragEvent): void => {
    if (!filesOf(event)) return;
    if (event.type === 'dragenter') this.#options.onNear();
    const isTaken = (one: EventTarget): unknown => (one as Partial<Element>).matches?.('input,textarea,:read-write');
    // `dropEffect` is left alone: the page may handle the file after this.
    if (!event.composedPath().some(isTaken)) event.preventDefault();
  };

  readonly #onOver = (event: DragEvent): void => {
    const files = filesOf(event);
    if (!files) return;
    // Even if the file is not accepted: otherwise the browser leaves the page to show it.
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
      // A paste into the page may be meant for something else, as a screenshot would be.
      const { body, documentElement } = this.#element.ownerDocument;
      const isForPage = target === body || target === documentElement;
      if (!isForPage || !this.#options.isOpen() || ![...data.files].some((file) => this.#options.wants(file))) return;
    }
    // Prevents another uploader on the page from taking it, too.
    event.preventDefault();
    this.#read(data);
  };

  /** Passes on what is dropped or pasted; if a file being sent prevents that, says so. */
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

/** Returns the drag data if it contains files. */
function filesOf({ dataTransfer }: DragEvent): DataTransfer | null {
  return dataTransfer?.types.includes('Files') ? dataTransfer : null;
}

/** Part of the File System Access API that TypeScript lacks. */
type HandleItem = DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> };

/** Lists dropped or pasted items during the event: afterwards, the browser discards them. */
export function listDropped(transfer: DataTransfer): DroppedItem[] {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file') as HandleItem[];
  return items.map((item, index) => {
    const entry = item.webkitGetAsEntry();
    const isFolder = entry?.isDirectory;
    const handle = index < MAX_HANDLES && !isFolder ? item.getAsFileSystemHandle?.().catch(() => null) : undefined;
    return { entry, handle, file: isFolder ? null : item.getAsFile() };
  });
}

/** Tells whether the picker that provides handles can open now: cross-origin frames may not use it. */
function canPickFiles(): boolean {
  // Without a user gesture, it is refused, and so would be the plain one after it.
  return 'showOpenFilePicker' in window && navigator.userActivation.isActive && isTopOrigin();
}

function isTopOrigin(): boolean {
  try {
    return window.top?.origin === window.origin;
  } catch {
    return false;
  }
}
