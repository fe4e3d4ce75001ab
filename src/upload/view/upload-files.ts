import type { TemplateResult } from 'lit';
import type { MovableElement } from '../../shared/movable-element.js';
import { renderRow, type CfStreamUploadRow, type RenderFilesOptions, type ViewedUpload } from './upload-row.js';

/** Code that draws several files. */
export type UploadListCode = Pick<typeof import('./upload-list.js'), 'renderList' | 'uploadListStyles'>;

/** Time after which the code that draws several files is asked for again, in milliseconds. */
const LIST_AGAIN_MS = 5_000;

/** What draws several files in an uploader. Where `multiple` was set late, its code has to be fetched. */
export class UploadList {
  #code: UploadListCode | undefined;
  #isWanted = false;
  readonly #host: MovableElement;

  /** @param code - Where it has come already. */
  constructor(host: MovableElement, code?: UploadListCode) {
    this.#host = host;
    if (code) this.#use(code);
  }

  /** Draws them; until the code is there, their rows alone. */
  render<Item extends ViewedUpload>(view: RenderFilesOptions<Item>): TemplateResult | TemplateResult[] {
    if (!this.#isWanted) void this.#load();
    return this.#code?.renderList(view) ?? view.items.slice(0, view.shownRows).map((item) => renderRow(view, item));
  }

  async #load(): Promise<void> {
    this.#isWanted = true;
    try {
      this.#use(await import('./upload-list.js'));
    } catch {
      setTimeout(() => {
        this.#isWanted = false;
        if (this.#host.isConnected) this.#host.requestUpdate();
      }, LIST_AGAIN_MS);
    }
  }

  #use(code: UploadListCode): void {
    this.#isWanted = true;
    this.#code = code;
    const host = this.#host;
    host.looks = code.uploadListStyles.map(({ cssText }) => cssText).join('');
    if (host.shadowRoot) host.dress(host.shadowRoot);
    host.requestUpdate();
  }
}

/** Draws the row of an uploader's file, or the list of several; nothing where there is none. */
export function renderFiles<Item extends ViewedUpload>(
  view: RenderFilesOptions<Item>,
  list: Pick<UploadList, 'render'>,
): TemplateResult | TemplateResult[] | undefined {
  const [first] = view.items;
  if (!first) return undefined;
  return view.multiple ? list.render(view) : renderRow(view, first);
}

/** An uploader whose rows may have the focus. */
interface FocusHost extends Pick<HTMLElement, 'shadowRoot'> {
  readonly rows: readonly CfStreamUploadRow[];
  /** The first row, or the button of the empty box. */
  readonly anchor: HTMLElement | null;
}

/** Keeps the focus in an uploader whose rows come and go. */
export class RowFocus {
  /** Index of the row that has the focus; -1 where it is beside them, `null` where it is not in here at all. */
  #row: number | null = null;
  readonly #host: FocusHost;

  constructor(host: FocusHost) {
    this.#host = host;
  }

  /** Notes what has the focus before the next drawing. */
  note(): void {
    const focused = this.#host.shadowRoot?.activeElement;
    this.#row = focused ? this.#host.rows.findIndex((row) => row === focused) : null;
  }

  /**
   * Moves the focus to the row, or to the button of the empty box, where what had it is gone: a keyboard must not be
   * sent back to the top of the page. Not on another button of the row: the key that was meant for the one that has
   * gone would press it.
   */
  async keep(): Promise<void> {
    if (this.#row === null) return;
    const { rows } = this.#host;
    const row = rows[Math.min(Math.max(0, this.#row), rows.length - 1)];
    await row?.updateComplete;
    if (this.#host.shadowRoot?.activeElement) return;
    if (row) row.focusRow();
    else this.#host.anchor?.focus();
  }
}
