import type { TemplateResult } from 'lit';
import type { MovableElement } from '../../shared/movable-element.js';
import { renderRow, type CfStreamUploadRow, type RenderFilesOptions, type ViewedUpload } from './upload-row.js';

/** Code that draws several files. */
export type UploadListCode = Pick<typeof import('./upload-list.js'), 'renderList' | 'uploadListStyles'>;

/** Delay before the code that draws several files is requested again, in milliseconds. */
const LIST_AGAIN_MS = 5_000;

/** Draws several files in an uploader. If `multiple` was set late, its code has to be loaded. */
export class UploadList {
  #code: UploadListCode | undefined;
  #isWanted = false;
  readonly #host: MovableElement;

  /** @param code - Code, if already loaded. */
  constructor(host: MovableElement, code?: UploadListCode) {
    this.#host = host;
    if (code) this.#use(code);
  }

  /** Draws the files; only their rows until the code is loaded. */
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

/** Draws the row of a single file, or the list of several; `undefined` without any. */
export function renderFiles<Item extends ViewedUpload>(
  view: RenderFilesOptions<Item>,
  list: Pick<UploadList, 'render'>,
): TemplateResult | TemplateResult[] | undefined {
  const [first] = view.items;
  if (!first) return undefined;
  return view.multiple ? list.render(view) : renderRow(view, first);
}

/** Uploader whose rows may have focus. */
interface FocusHost extends Pick<HTMLElement, 'shadowRoot'> {
  readonly rows: readonly CfStreamUploadRow[];
  /** First row, or the button of the drop zone. */
  readonly anchor: HTMLElement | null;
}

/** Keeps focus in an uploader when rows are added or removed. */
export class RowFocus {
  /** Index of the focused row; -1 if something else in the uploader has focus, `null` if nothing has. */
  #row: number | null = null;
  readonly #host: FocusHost;

  constructor(host: FocusHost) {
    this.#host = host;
  }

  /** Notes what has focus before the next rendering. */
  note(): void {
    const focused = this.#host.shadowRoot?.activeElement;
    this.#row = focused ? this.#host.rows.findIndex((row) => row === focused) : null;
  }

  /**
   * Focuses the row, or the button of the drop zone, if the focused element is gone: keyboard users must not be sent
   * back to the top of the page. Not another button of the row: a repeated key press would activate it.
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
