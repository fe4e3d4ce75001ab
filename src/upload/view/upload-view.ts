import { html, type LitElement, type TemplateResult } from 'lit';
import type { UploadState } from '../model/upload-state.js';
import type { UploadSummary } from '../model/upload-summary.js';
import { uploadIcon } from './upload-icons.js';
import { renderUploadList } from './upload-list.js';
import type { CfStreamUploadRow } from './upload-row.js';
import type { UploadLimits, UploadTexts } from '../strings/texts.js';

/** A row, once it is defined. */
type Row = LitElement & Pick<CfStreamUploadRow, 'focusRow'>;

/** A file, as a row draws it. */
export interface ViewedUpload {
  readonly id: string;
  readonly state: UploadState;
  /** For its picture, while the page has it. */
  readonly file: File | null;
  /** Whether sending it can be stopped and gone on with. */
  readonly canPause: boolean;
}

/** What a row asks for that needs no file. */
export type UploadRowAsk = 'pause' | 'resume' | 'cancel' | 'retry';

/** What {@link renderUpload} draws, and who is told what people do with it. */
export interface RenderUploadOptions<Item extends ViewedUpload> {
  /** Accessible name of the whole. */
  readonly label: string;
  readonly items: readonly Item[];
  readonly summary: UploadSummary;
  readonly multiple: boolean;
  /** Whether a file is held over it. */
  readonly isOver: boolean;
  readonly disabled: boolean;
  readonly texts: UploadTexts;
  readonly limits: UploadLimits;
  /** How many rows of a long list are drawn. */
  readonly shownRows: number;
  onAsk(ask: UploadRowAsk, item: Item): void;
  /** A file is to be chosen: another one, or that of an item again. */
  onChoose(onto?: Item): void;
  /** More rows are to be drawn. */
  onMore(): void;
}

/**
 * Draws an uploader: the drop zone, the row of its file, or the list of several.
 *
 * @param inside - What its shadow root holds besides.
 */
export function renderUpload<Item extends ViewedUpload>(
  view: RenderUploadOptions<Item>,
  inside: unknown,
): TemplateResult {
  return html`<div class="root" role="group" aria-label=${view.label} ?data-over=${view.isOver}>${renderContent(view)} ${inside}</div>`;
}

function renderContent<Item extends ViewedUpload>(view: RenderUploadOptions<Item>): TemplateResult {
  const [first] = view.items;
  if (!first) return renderDropZone(view);
  if (!view.multiple) return renderRow(view, first);
  return renderUploadList({
    ...view,
    shown: view.shownRows,
    renderRow: (item) => renderRow(view, item),
    onChoose: () => view.onChoose(),
    onMore: () => view.onMore(),
  });
}

function renderRow<Item extends ViewedUpload>(view: RenderUploadOptions<Item>, item: Item): TemplateResult {
  return html`<cf-stream-upload-row
    exportparts="row, thumbnail, name, status, uid, progress, progress-bar, button, icon-button"
    .state=${item.state}
    .file=${item.file}
    .texts=${view.texts}
    .limits=${view.limits}
    .canPause=${item.canPause}
    .isOneOfMany=${view.multiple}
    ?disabled=${view.disabled}
    @pause-request=${() => view.onAsk('pause', item)}
    @resume-request=${() => view.onAsk('resume', item)}
    @cancel-request=${() => view.onAsk('cancel', item)}
    @retry-request=${() => view.onAsk('retry', item)}
    @choose-request=${() => view.onChoose(item)}
  ></cf-stream-upload-row>`;
}

/** Draws the box that asks for a file. Part of the element's own shadow root, because it holds its slots. */
function renderDropZone<Item extends ViewedUpload>(view: RenderUploadOptions<Item>): TemplateResult {
  const { isOver, disabled, multiple, texts, limits } = view;
  const { words } = texts;
  const prompt = multiple ? words.promptMany : words.prompt;
  return html`<div class="drop-zone" part="drop-zone">
    <span class="emblem">${uploadIcon('upload')}</span>
    <p class="prompt" part="prompt">
      ${isOver ? html`<bdi>${words.promptOver}</bdi>` : html`<slot name="prompt"><bdi>${prompt}</bdi></slot>`}
    </p>
    <button type="button" class="primary" part="button" ?disabled=${disabled} @click=${() => view.onChoose()}>
      ${multiple ? words.chooseMany : words.choose}
    </button>
    <p class="hint" part="hint"><slot name="hint"><bdi>${texts.limits(limits)}</bdi></slot></p>
  </div>`;
}

/** Whether an event came from the drop zone, but not from its button: mice may click anywhere in it. */
export function isInDropZone(event: Event): boolean {
  const [origin] = event.composedPath();
  return origin instanceof Element && origin.closest('.drop-zone') !== null && !origin.closest('button');
}

/** Finds what takes the focus for the whole uploader: its first row, or the drop zone's button. */
export function focusTargetIn(root: ShadowRoot): HTMLElement | null {
  return rowsIn(root)[0] ?? dropButtonIn(root);
}

/** In which row of a shadow root the focus is; -1 where it is beside them, `null` where it is not in there at all. */
export function placeOfFocus(root: ShadowRoot): number | null {
  const { activeElement } = root;
  return activeElement && rowsIn(root).findIndex((row) => row === activeElement);
}

/**
 * Puts the focus on the row, or on the button of the empty box, where what had it is gone: a keyboard must not be sent
 * back to the top of the page. Not on another button of the row: the key that was meant for the one that has gone would
 * press it.
 *
 * @param place - What {@link placeOfFocus} said before.
 */
export async function keepFocus(root: ShadowRoot, place: number): Promise<void> {
  const rows = rowsIn(root);
  const row = rows[Math.min(Math.max(0, place), rows.length - 1)];
  await row?.updateComplete;
  if (root.activeElement) return;
  if (row) row.focusRow();
  else dropButtonIn(root)?.focus();
}

function rowsIn(root: ShadowRoot): Row[] {
  return [...root.querySelectorAll<Row>('cf-stream-upload-row')];
}

function dropButtonIn(root: ShadowRoot): HTMLElement | null {
  return root.querySelector<HTMLElement>('.drop-zone button:enabled');
}
