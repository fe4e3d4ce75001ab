import { html, type TemplateResult } from 'lit';
import type { UploadState } from '../model/upload-state.js';
import type { UploadSummary } from '../model/upload-summary.js';
import { renderDropZone } from './upload-drop-zone.js';
import { renderUploadList } from './upload-list.js';
import type { UploadLimits, UploadTexts } from '../strings/texts.js';

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
export interface UploadView<Item extends ViewedUpload> {
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
export function renderUpload<Item extends ViewedUpload>(view: UploadView<Item>, inside: unknown): TemplateResult {
  return html`<div class="root" role="group" aria-label=${view.label} ?data-over=${view.isOver}>${renderContent(view)} ${inside}</div>`;
}

function renderContent<Item extends ViewedUpload>(view: UploadView<Item>): TemplateResult {
  const [first] = view.items;
  if (!first) return renderDropZone({ ...view, onChoose: () => view.onChoose() });
  if (!view.multiple) return renderRow(view, first);
  return renderUploadList({
    ...view,
    shown: view.shownRows,
    renderRow: (item) => renderRow(view, item),
    onChoose: () => view.onChoose(),
    onMore: () => view.onMore(),
  });
}

function renderRow<Item extends ViewedUpload>(view: UploadView<Item>, item: Item): TemplateResult {
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
