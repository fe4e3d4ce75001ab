import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { percentOf } from '../model/upload-progress.js';
import type { UploadSummary } from '../model/upload-summary.js';
import { joinFacts } from './join-facts.js';
import { uploadIcon } from './upload-icons.js';
import type { UploadTexts } from '../strings/texts.js';

/** What {@link renderUploadList} draws. */
export interface RenderUploadListOptions<Item extends { readonly id: string }> {
  readonly items: readonly Item[];
  /** How many rows are drawn; the rest on request. */
  readonly shown: number;
  readonly summary: UploadSummary;
  readonly texts: UploadTexts;
  readonly disabled: boolean;
  readonly renderRow: (item: Item) => TemplateResult;
  readonly onChoose: () => void;
  readonly onMore: () => void;
}

/** Several files: how they stand together, a row for each, and the way to add more. */
export function renderUploadList<Item extends { readonly id: string }>(
  list: RenderUploadListOptions<Item>,
): TemplateResult {
  const { items, shown, texts, disabled } = list;
  const { words } = texts;
  const rest = items.length - shown;
  return html`${renderSummary(list)}
    <ul class="list" part="list" aria-label=${words.files}>
      ${repeat(
        items.slice(0, shown),
        ({ id }) => id,
        (item) => html`<li>${list.renderRow(item)}</li>`,
      )}
    </ul>
    <div class="foot">
      ${
        rest > 0
          ? html`<button type="button" class="plain" part="button" @click=${list.onMore}>${texts.more(rest)}</button>`
          : nothing
      }
      <button type="button" class="plain add" part="button" ?disabled=${disabled} @click=${list.onChoose}>
        ${uploadIcon('plus')}<bdi>${words.addMore}</bdi>
      </button>
    </div>`;
}

function renderSummary<Item extends { readonly id: string }>({
  summary,
  texts,
}: RenderUploadListOptions<Item>): TemplateResult {
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
