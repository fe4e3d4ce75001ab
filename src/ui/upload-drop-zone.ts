import { html, type TemplateResult } from 'lit';
import { uploadIcon } from './upload-icons.js';
import { uploadTexts, type UploadLimits } from './upload-texts.js';

/** What {@link renderDropZone} draws. */
export interface DropZone {
  readonly isOver: boolean;
  readonly disabled: boolean;
  readonly limits: UploadLimits;
  readonly onChoose: () => void;
}

/**
 * The box that asks for a file. Part of the element's own shadow root, because it holds its slots.
 *
 * @since 0.1.0
 */
export function renderDropZone({ isOver, disabled, limits, onChoose }: DropZone): TemplateResult {
  return html`<div class="drop-zone" part="drop-zone">
    <span class="emblem">${uploadIcon('upload')}</span>
    <p class="prompt" part="prompt">
      ${isOver ? html`<bdi>${uploadTexts.promptOver}</bdi>` : html`<slot name="prompt"><bdi>${uploadTexts.prompt}</bdi></slot>`}
    </p>
    <button type="button" class="primary" part="button" ?disabled=${disabled} @click=${onChoose}>
      ${uploadTexts.choose}
    </button>
    <p class="hint" part="hint"><slot name="hint"><bdi>${uploadTexts.limits(limits)}</bdi></slot></p>
  </div>`;
}

/**
 * Whether an event came from the box, but not from its button: mice may click anywhere in it.
 *
 * @since 0.1.0
 */
export function isInDropZone(event: Event): boolean {
  const [origin] = event.composedPath();
  return origin instanceof Element && origin.closest('.drop-zone') !== null && !origin.closest('button');
}
