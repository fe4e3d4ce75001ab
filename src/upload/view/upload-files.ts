import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { canTryAgain } from '../model/upload-failure.js';
import { percentOf } from '../model/upload-progress.js';
import type { UploadState } from '../model/upload-state.js';
import type { UploadSummary } from '../model/upload-summary.js';
import { joinFacts } from './join-facts.js';
import { uploadIcon } from './upload-icons.js';
import type { UploadLimits } from '../strings/format.js';
import type { UploadTexts } from '../strings/texts.js';

/** A file, as a row draws it. */
export interface ViewedUpload {
  readonly id: string;
  readonly state: UploadState;
  /** File for the thumbnail, while the page has it. */
  readonly file: File | null;
  /** Whether it can be paused. */
  readonly canPause: boolean;
}

/** Request of a row that needs no file. */
export type UploadRowAsk = 'pause' | 'resume' | 'cancel' | 'retry';

/** Data that {@link renderFiles} draws, and callbacks for what people do with it. */
export interface RenderFilesOptions<Item extends ViewedUpload> {
  readonly items: readonly Item[];
  readonly summary: UploadSummary;
  readonly multiple: boolean;
  readonly disabled: boolean;
  readonly texts: UploadTexts;
  readonly limits: UploadLimits;
  /** Number of rows of a long list that are drawn. */
  readonly shownRows: number;
  onAsk(ask: UploadRowAsk, item: Item): void;
  /** Called when a file is to be chosen: another one, or that of an item again. */
  onChoose(onto?: Item): void;
  /** Called when more rows are to be drawn. */
  onMore(): void;
}

/** Draws the row of an uploader's file, or the list of several; nothing where there is none. */
export function renderFiles<Item extends ViewedUpload>(view: RenderFilesOptions<Item>): TemplateResult | undefined {
  const [first] = view.items;
  if (!first) return undefined;
  return view.multiple ? renderList(view) : renderRow(view, first);
}

function renderRow<Item extends ViewedUpload>(view: RenderFilesOptions<Item>, item: Item): TemplateResult {
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

/** Draws several files: how they stand together, a row for each, and the way to add more. */
function renderList<Item extends ViewedUpload>(view: RenderFilesOptions<Item>): TemplateResult {
  const { items, shownRows, texts, disabled } = view;
  const { words } = texts;
  const rest = items.length - shownRows;
  const onMore = (): void => view.onMore();
  return html`${renderSummary(view)}
    <ul class="list" part="list" aria-label=${words.files}>
      ${repeat(
        items.slice(0, shownRows),
        ({ id }) => id,
        (item) => html`<li>${renderRow(view, item)}</li>`,
      )}
    </ul>
    <div class="foot">
      ${
        rest > 0
          ? html`<button type="button" class="plain" part="button" @click=${onMore}>${texts.more(rest)}</button>`
          : nothing
      }
      <button type="button" class="plain add" part="button" ?disabled=${disabled} @click=${() => view.onChoose()}>
        ${uploadIcon('plus')}<bdi>${words.addMore}</bdi>
      </button>
      ${renderForAll(view)}
    </div>`;
}

/**
 * Draws what can be done about all files at once, where there is more than one to do it with. It is done with those alone:
 * not with what needs a decision, such as another file than the one to go on with, or a kept one that has to be allowed.
 */
function renderForAll<Item extends ViewedUpload>(view: RenderFilesOptions<Item>): (TemplateResult | typeof nothing)[] {
  const { items, texts, disabled } = view;
  const button = (ask: UploadRowAsk, label: string, is: (item: Item) => boolean): TemplateResult | typeof nothing => {
    const meant = items.filter(is);
    const onClick = (): void => meant.forEach((item) => view.onAsk(ask, item));
    return meant.length > 1
      ? html`<button type="button" class="plain" part="button" ?disabled=${disabled} @click=${onClick}>
          <bdi>${label}</bdi>
        </button>`
      : nothing;
  };
  const { pauseAll, resumeAll, retryAll } = texts.words;
  return [
    button('pause', pauseAll, ({ state, canPause }) => state.status === 'uploading' && canPause),
    button('resume', resumeAll, ({ state }) => state.status === 'paused'),
    button('retry', retryAll, ({ state }) => canTryAgain(state)),
  ];
}

function renderSummary({
  summary,
  texts,
}: Pick<RenderFilesOptions<ViewedUpload>, 'summary' | 'texts'>): TemplateResult {
  const percent = percentOf(summary.sentBytes, summary.totalBytes);
  const isSending = summary.sending > 0;
  const pace = isSending ? texts.pace(percent, summary) : [];
  return html`<div class="summary" part="summary">
    <p class="sum"><bdi>${texts.summary(summary)}</bdi></p>
    <p class="sum-pace">${joinFacts(pace)}</p>
    ${
      isSending
        ? html`<progress
          class="sum-progress"
          aria-label=${texts.words.totalProgress}
          max="100"
          .value=${percent}
          aria-valuetext=${texts.percent(percent)}
        ></progress>`
        : nothing
    }
  </div>`;
}
