import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { UploadLimits } from '../strings/format.js';
import type { UploadTexts } from '../strings/texts.js';

const UPLOAD_SHAPE = svg`<path d="M12 16V5m0 0L7.5 9.5M12 5l4.5 4.5M5 16.5v1A2.5 2.5 0 0 0 7.5 20h9a2.5 2.5 0 0 0 2.5-2.5v-1"/>`;

/** Data and callbacks for {@link renderUpload}. */
export interface RenderUploadOptions {
  /** Accessible name of the uploader. */
  readonly label: string;
  /** Rows of the files; `undefined` for the drop zone. */
  readonly files: TemplateResult | TemplateResult[] | undefined;
  readonly multiple: boolean;
  /** As in `<input accept>`. */
  readonly accept: string;
  /** As in `<input capture>`; empty for none. */
  readonly capture: string;
  /** Last announcement for screen readers. */
  readonly announcement: string;
  /** Whether a file is being dragged over the uploader. */
  readonly isOver: boolean;
  readonly disabled: boolean;
  /** Message besides the status of uploads; empty for none. Announced separately. */
  readonly notice: string;
  readonly texts: UploadTexts;
  readonly limits: UploadLimits;
  /** Called to choose a file. */
  onChoose(): void;
  /** Whether there is a button for a folder. */
  readonly hasFolder: boolean;
  /** Called to choose a folder. */
  onFolder(): void;
  /** Called when files were chosen in the plain picker. */
  onInput(): void;
}

/** Renders an uploader: the drop zone, or its files. */
export function renderUpload(view: RenderUploadOptions): TemplateResult {
  return html`<div class="frame" role="group" aria-label=${view.label} ?data-over=${view.isOver}>
    ${view.files ?? renderDropZone(view)}
    ${view.notice ? html`<p class="notice" part="notice"><bdi>${view.notice}</bdi></p>` : nothing}
    <input
      type="file"
      hidden
      accept=${view.accept}
      capture=${view.capture || nothing}
      ?multiple=${view.multiple}
      @change=${view.onInput}
    />
    <div class="visually-hidden" role="status">${view.announcement}</div>
  </div>`;
}

/**
 * Renders the drop zone. Part of the element's own shadow root, because of its slots. The prompt for a dragged file
 * covers everything else, so that the height does not change.
 */
function renderDropZone(view: RenderUploadOptions): TemplateResult {
  const { isOver, disabled, multiple, texts, limits } = view;
  const { words } = texts;
  const prompt = multiple ? words.promptMany : words.prompt;
  const emblem = html`<span class="emblem">${svgIcon('upload', UPLOAD_SHAPE)}</span>`;
  return html`<div class="drop-zone" part="drop-zone">
    ${emblem}
    <p class="prompt" part="prompt"><slot name="prompt"><bdi>${prompt}</bdi></slot></p>
    <button type="button" class="primary" part="button" ?disabled=${disabled} @click=${() => view.onChoose()}>
      ${multiple ? words.chooseMany : words.choose}
    </button>
    ${view.hasFolder ? renderFolderButton(view) : nothing}
    <p class="hint" part="hint"><slot name="hint"><bdi>${texts.limits(limits)}</bdi></slot></p>
    ${isOver ? html`<div class="over">${emblem}<p class="prompt" part="prompt"><bdi>${words.promptOver}</bdi></p></div>` : nothing}
  </div>`;
}

/** Renders the button that asks for a whole folder. */
export function renderFolderButton({
  disabled,
  texts,
  onFolder,
}: Pick<RenderUploadOptions, 'disabled' | 'texts' | 'onFolder'>): TemplateResult {
  return html`<button type="button" class="plain" part="button" ?disabled=${disabled} @click=${() => onFolder()}>
    <bdi>${texts.words.chooseFolder}</bdi>
  </button>`;
}

/** Tells whether an event came from the drop zone, but not its button: mice may click anywhere in it. */
export function isInDropZone(event: Event): boolean {
  const [origin] = event.composedPath();
  return origin instanceof Element && origin.closest('.drop-zone') !== null && !origin.closest('button');
}

/** Renders a shape as an icon in the text colour, hidden from screen readers. */
export function svgIcon(name: string, shape: SVGTemplateResult): TemplateResult {
  return html`<svg class="icon" data-icon=${name} viewBox="0 0 24 24" aria-hidden="true">
    ${shape}
  </svg>`;
}
