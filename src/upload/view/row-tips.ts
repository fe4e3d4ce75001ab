import { css, type LitElement, type ReactiveController } from 'lit';
import { addStyles, type StyledElement } from '../../shared/styles/add-styles.js';

/** Tooltips within the row, above its buttons, or beside or below buttons at its top. Screen readers use the label. */
const tipStyles = css`
  .actions {
    position: relative;
  }
  .icon-button::after {
    content: attr(data-tip) / '';
    position: absolute;
    z-index: 1;
    inset-block-end: 100%;
    inset-inline-end: 0;
    inline-size: max-content;
    max-inline-size: calc(100cqi - 28px);
    padding: 0 8px;
    border: 1px solid transparent;
    border-radius: 6px;
    background: var(--_text);
    color: var(--_surface);
    font-size: 0.8125em;
    /* Between a round button and its tooltip, the pointer may briefly be over neither. */
    transition:
      opacity 0.15s,
      visibility 0.15s;
  }
  .icon-button:not(:focus-visible, :hover)::after,
  .icon-button:disabled::after,
  :host([data-quiet]) .icon-button::after {
    opacity: 0;
    visibility: hidden;
  }
  .icon-button:hover::after {
    transition-delay: 0.4s;
  }
  @media not (hover: hover) {
    .icon-button:not(:focus-visible)::after {
      display: none;
    }
  }
  :is([data-status='error'], [data-status='resumable']) .icon-button::after {
    inset: auto auto 12px;
    inset-inline-end: 100%;
    max-inline-size: calc(100cqi - 72px);
  }
  @container (width < 384px) {
    .icon-button::after {
      inset-block: 100% auto;
    }
    .icon-button:only-child::after {
      inset: auto auto 12px;
      inset-inline-end: 100%;
      max-inline-size: calc(100cqi - 72px);
    }
  }
`;

/** Tooltips of a row's icon buttons. Escape hides one, since it may cover something. */
export class RowTips implements ReactiveController {
  readonly #row: LitElement & StyledElement;
  #button: Element | null = null;

  constructor(row: LitElement & StyledElement) {
    this.#row = row;
    addStyles(row, tipStyles);
    // In the shadow root: a move between its buttons does not leave the row.
    for (const type of ['pointerover', 'focusin']) row.renderRoot.addEventListener(type, this.#onOther);
    row.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#onKey, true);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#onKey, true);
  }

  readonly #onKey = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') this.#row.toggleAttribute('data-quiet', true);
  };

  /** Shows tooltips again once another button is hovered or focused. */
  readonly #onOther = ({ target }: Event): void => {
    const button = (target as Element).closest('button');
    if (button !== this.#button) this.#row.removeAttribute('data-quiet');
    this.#button = button;
  };
}
