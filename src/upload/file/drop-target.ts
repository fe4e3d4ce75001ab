import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { readDroppedFiles, type DroppedFiles } from './dropped-files.js';

/** What an {@link DropTarget} asks of its host. */
export interface DropTargetOptions {
  /** Whether a file may be dropped now. */
  readonly isOpen: () => boolean;
  /** Whether a file in a folder may be one, by its name. */
  readonly wants: (name: string) => boolean;
  readonly onFiles: (files: DroppedFiles) => void;
}

/**
 * Takes files and folders that are dropped on its host, and files that are pasted there, or into the page where nothing
 * else takes them. Says when some are held over it.
 */
export class DropTarget implements ReactiveController {
  #isOver = false;
  readonly #element: ReactiveControllerHost & HTMLElement;
  readonly #host: DropTargetOptions;

  constructor(element: ReactiveControllerHost & HTMLElement, host: DropTargetOptions) {
    this.#element = element;
    this.#host = host;
    element.addController(this);
  }

  /** Whether files that may be dropped are held over the host. */
  get isOver(): boolean {
    return this.#isOver;
  }

  hostConnected(): void {
    this.#element.addEventListener('dragenter', this.#onOver);
    this.#element.addEventListener('dragover', this.#onOver);
    this.#element.addEventListener('dragleave', this.#onLeave);
    this.#element.addEventListener('drop', this.#onDrop);
    document.addEventListener('paste', this.#onPaste);
  }

  hostDisconnected(): void {
    this.#element.removeEventListener('dragenter', this.#onOver);
    this.#element.removeEventListener('dragover', this.#onOver);
    this.#element.removeEventListener('dragleave', this.#onLeave);
    this.#element.removeEventListener('drop', this.#onDrop);
    document.removeEventListener('paste', this.#onPaste);
    this.#isOver = false;
  }

  readonly #onOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Also where the file is not taken: otherwise the browser leaves the page to show it.
    event.preventDefault();
    const isOpen = this.#host.isOpen();
    event.dataTransfer.dropEffect = isOpen ? 'copy' : 'none';
    this.#set(isOpen);
  };

  readonly #onLeave = (event: DragEvent): void => {
    if (!(event.relatedTarget instanceof Node && this.#element.contains(event.relatedTarget))) this.#set(false);
  };

  readonly #onDrop = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#set(false);
    this.#take(event.dataTransfer);
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const { clipboardData: data, target, defaultPrevented } = event;
    const isHere =
      event.composedPath().includes(this.#element) || target === document.body || target === document.documentElement;
    if (!data?.types.includes('Files') || defaultPrevented || !isHere || !this.#host.isOpen()) return;
    // So that another uploader of the page does not take it, too.
    event.preventDefault();
    this.#take(data);
  };

  #take(data: DataTransfer): void {
    if (!this.#host.isOpen()) return;
    void readDroppedFiles(data, this.#host.wants).then((files) => {
      if (this.#host.isOpen()) this.#host.onFiles(files);
    });
  }

  #set(isOver: boolean): void {
    if (isOver === this.#isOver) return;
    this.#isOver = isOver;
    this.#element.requestUpdate();
  }
}
