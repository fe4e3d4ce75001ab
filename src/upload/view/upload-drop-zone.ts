import { html, type TemplateResult } from 'lit';
import { uploadIcon } from './upload-icons.js';
import type { UploadLimits, UploadTexts } from '../strings/texts.js';

/** What {@link renderDropZone} draws. */
export interface DropZone {
  readonly isOver: boolean;
  readonly disabled: boolean;
  readonly multiple: boolean;
  readonly texts: UploadTexts;
  readonly limits: UploadLimits;
  readonly onChoose: () => void;
}

/** The box that asks for a file. Part of the element's own shadow root, because it holds its slots. */
export function renderDropZone({ isOver, disabled, multiple, texts, limits, onChoose }: DropZone): TemplateResult {
  const { words } = texts;
  const prompt = multiple ? words.promptMany : words.prompt;
  return html`<div class="drop-zone" part="drop-zone">
    <span class="emblem">${uploadIcon('upload')}</span>
    <p class="prompt" part="prompt">
      ${isOver ? html`<bdi>${words.promptOver}</bdi>` : html`<slot name="prompt"><bdi>${prompt}</bdi></slot>`}
    </p>
    <button type="button" class="primary" part="button" ?disabled=${disabled} @click=${onChoose}>
      ${multiple ? words.chooseMany : words.choose}
    </button>
    <p class="hint" part="hint"><slot name="hint"><bdi>${texts.limits(limits)}</bdi></slot></p>
  </div>`;
}

/** Whether an event came from the box, but not from its button: mice may click anywhere in it. */
export function isInDropZone(event: Event): boolean {
  const [origin] = event.composedPath();
  return origin instanceof Element && origin.closest('.drop-zone') !== null && !origin.closest('button');
}
