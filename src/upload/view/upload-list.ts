import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { canTryAgain } from '../model/upload-failure.js';
import { percentOf } from '../model/upload-progress.js';
import { joinFacts } from './join-facts.js';
import { renderRow, type RenderFilesOptions, type UploadRowAsk, type ViewedUpload } from './upload-row.js';
import { uploadIcon } from './upload-icons.js';
import { renderFolderButton } from './upload-view.js';
export { uploadListStyles } from './upload-list.styles.js';

/** Draws several files: their summary, a row for each, and buttons to add more. */
export function renderList<Item extends ViewedUpload>(view: RenderFilesOptions<Item>): TemplateResult {
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
      ${view.hasFolder ? renderFolderButton(view) : nothing} ${renderForAll(view)}
    </div>`;
}

/**
 * Draws the actions on all files, if at least two allow it. Only those are affected: not files that need a decision,
 * such as a changed one, or a stored one that needs permission.
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
