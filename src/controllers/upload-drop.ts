import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What an {@link UploadDropController} asks of its host. */
export interface UploadDropHost {
  /** Whether a file may be dropped now. */
  readonly isOpen: () => boolean;
  readonly onFile: (file: File) => void;
}

/**
 * Takes files that are dropped on its host, and says when some are held over it.
 *
 * @since 0.1.0
 */
export class UploadDropController implements ReactiveController {
  #isOver = false;
  readonly #element: ReactiveControllerHost & HTMLElement;
  readonly #host: UploadDropHost;

  constructor(element: ReactiveControllerHost & HTMLElement, host: UploadDropHost) {
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
  }

  hostDisconnected(): void {
    this.#element.removeEventListener('dragenter', this.#onOver);
    this.#element.removeEventListener('dragover', this.#onOver);
    this.#element.removeEventListener('dragleave', this.#onLeave);
    this.#element.removeEventListener('drop', this.#onDrop);
    this.#isOver = false;
  }

  readonly #onOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Even where it is not taken: the browser would leave the page to show the file.
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
    const file = event.dataTransfer.files[0];
    if (file && this.#host.isOpen()) this.#host.onFile(file);
  };

  #set(isOver: boolean): void {
    if (isOver === this.#isOver) return;
    this.#isOver = isOver;
    this.#element.requestUpdate();
  }
}
