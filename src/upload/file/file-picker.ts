import type { ReactiveControllerHost } from 'lit';
import { matchesAccept } from './file-accept.js';
import type { DroppedFiles } from './dropped-files.js';
import { canPickFiles, pickFiles, type ChosenFile } from './file-handle.js';
import { DropTarget } from './drop-target.js';

/** What an {@link FilePicker} asks of its element, read anew whenever it is needed, and tells it. */
export interface FilePickerOptions<Item> {
  /** Whether a file may be chosen now. */
  readonly isOpen: () => boolean;
  /** Which files are taken, as in `<input accept>`. */
  readonly accept: () => string;
  /** Whether there may be more than one file. */
  readonly multiple: () => boolean;
  /** Whether a phone is to open its camera, which only an `<input>` can. */
  readonly wantsCamera: () => boolean;
  /** The file input of the element; `null` before it is drawn. */
  readonly input: () => HTMLInputElement | null;
  /** Files were chosen: for an item that asked for its file again, or new ones. */
  readonly onChosen: (chosen: readonly ChosenFile[], onto?: Item) => void;
  /** So many of the files that were dropped or pasted are left out. */
  readonly onSkipped: (count: number) => void;
}

/** The ways in which a person chooses files for an uploader: the browser's dialogue, a drop, and a paste. */
export class FilePicker<Item> {
  /** The item that the dialogue was opened for, where it is to give one its file again. */
  #onto: Item | undefined;
  readonly #drop: DropTarget;
  readonly #host: FilePickerOptions<Item>;

  constructor(element: ReactiveControllerHost & HTMLElement, host: FilePickerOptions<Item>) {
    this.#host = host;
    this.#drop = new DropTarget(element, {
      isOpen: host.isOpen,
      wants: (name) => this.#wants({ name, type: '' }),
      onFiles: (files) => this.#take(files),
    });
  }

  /** Whether files that may be dropped are held over the element. */
  get isOver(): boolean {
    return this.#drop.isOver;
  }

  /**
   * Opens the browser's dialogue: the one whose files can be opened again after a reload, or the plain one where there
   * is no such thing. Needs a user's gesture.
   *
   * @param onto - The item that asks for its file again.
   */
  pick(onto?: Item): void {
    const input = this.#host.input();
    if (!input || !this.#host.isOpen()) return;
    this.#onto = onto;
    if (this.#host.wantsCamera() || !canPickFiles()) {
      input.click();
      return;
    }
    void pickFiles(this.#host.accept(), this.#host.multiple() && !onto).then((chosen) => {
      if (chosen) this.#host.onChosen(chosen, onto);
      else input.click();
    });
  }

  /** Takes what the plain dialogue has put into the input. */
  readonly onInput = (): void => {
    const input = this.#host.input();
    if (!input) return;
    const chosen = [...(input.files ?? [])].map((file) => ({ file }));
    // So that the same file can be chosen again.
    input.value = '';
    this.#host.onChosen(chosen, this.#onto);
  };

  /**
   * Of many files that were dropped, those that say of themselves that they are something else are left out. A single
   * one is taken all the same: the person is told then why it cannot be sent.
   */
  #take({ chosen, skipped }: DroppedFiles): void {
    const wanted = this.#host.multiple() && chosen.length > 1 ? chosen.filter(({ file }) => this.#wants(file)) : chosen;
    const left = skipped + chosen.length - wanted.length;
    if (left > 0) this.#host.onSkipped(left);
    this.#host.onChosen(wanted);
  }

  #wants(file: Pick<File, 'name' | 'type'>): boolean {
    return matchesAccept(this.#host.accept(), file, null);
  }
}
