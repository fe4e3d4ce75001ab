import { css } from 'lit';
import { themeStyles, visuallyHidden } from '../shared/styles/theme.styles.js';
import { uploadButtonStyles } from './view/upload-button.styles.js';

/** Styles of `<cf-stream-upload>`: the box, and the drop zone while there is no file. */
export const streamUploadStyles = [
  themeStyles,
  visuallyHidden,
  uploadButtonStyles,
  css`
    :host {
      display: block;
      min-inline-size: min(15rem, 100%);
      color: var(--_text);
      font: var(--_font);
    }
    .root {
      position: relative;
      container-type: inline-size;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
      transition:
        border-color 0.15s,
        background-color 0.15s;
    }
    :host(:state(empty)) .root {
      border: 1.5px dashed color-mix(in srgb, var(--_text-muted) 70%, transparent);
    }
    .root[data-over] {
      border-color: var(--_accent) !important;
      background: color-mix(in srgb, var(--_accent) 8%, var(--_surface));
    }
    .drop-zone {
      display: grid;
      justify-items: center;
      gap: 0.75rem;
      padding: 1.75rem 1.25rem 1.5rem;
      text-align: center;
      cursor: pointer;
    }
    :host(:disabled) .drop-zone {
      cursor: default;
      color: var(--_text-muted);
    }
    .emblem {
      display: grid;
      place-items: center;
      inline-size: 3rem;
      block-size: 3rem;
      border-radius: 50%;
      background: color-mix(in srgb, var(--_accent) 12%, transparent);
      color: var(--_accent);
      transition: transform 0.2s;
    }
    .emblem .icon {
      inline-size: 1.5rem;
      block-size: 1.5rem;
    }
    [data-over] .emblem {
      transform: translateY(-3px);
    }
    :host(:disabled) .emblem {
      background: var(--_surface-raised);
      color: var(--_text-muted);
    }
    p {
      margin: 0;
    }
    .prompt {
      text-wrap: balance;
      font-weight: 600;
    }
    .summary {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0.375rem 1rem;
      padding: 0.875rem 1.125rem 0.75rem;
      font-variant-numeric: tabular-nums;
    }
    .sum {
      font-weight: 600;
    }
    .sum-pace {
      color: var(--_text-muted);
      font-size: 0.875em;
    }
    .sum-progress {
      grid-column: 1 / -1;
      appearance: none;
      inline-size: 100%;
      block-size: 0.25rem;
      border: 0;
      border-radius: 1rem;
      background: color-mix(in srgb, var(--_text) 12%, transparent);
      overflow: hidden;
    }
    .sum-progress::-webkit-progress-bar {
      background: transparent;
    }
    .sum-progress::-webkit-progress-value {
      border-radius: 1rem;
      background: var(--_accent);
      transition: inline-size 0.25s linear;
    }
    .sum-progress::-moz-progress-bar {
      border-radius: 1rem;
      background: var(--_accent);
    }
    .list {
      margin: 0;
      padding: 0;
      /* Not none: VoiceOver would take it for no list. */
      list-style-type: '';
    }
    .list > li {
      border-block-start: 1px solid var(--_line);
    }
    .foot {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
      padding: 0.75rem;
      border-block-start: 1px solid var(--_line);
    }
    .add {
      display: inline-flex;
      align-items: center;
      gap: 0.5rem;
      border-style: dashed;
    }
    @container (width < 24rem) {
      .summary {
        grid-template-columns: minmax(0, 1fr);
      }
      .foot > button {
        inline-size: 100%;
        justify-content: center;
      }
    }
    .notice {
      padding: 0.75rem 1.125rem;
      border-block-start: 1px solid var(--_line);
      font-size: 0.875em;
    }
    .hint {
      text-wrap: balance;
      color: var(--_text-muted);
      font-size: 0.8125em;
    }
    @container (width >= 40rem) {
      .drop-zone {
        padding-block: 2.5rem 2.25rem;
      }
    }
    @media (forced-colors: active) {
      .root[data-over] {
        border-color: Highlight !important;
      }
      .sum-progress {
        border: 1px solid CanvasText;
        forced-color-adjust: none;
      }
      .sum-progress::-webkit-progress-value {
        background: Highlight;
      }
      .sum-progress::-moz-progress-bar {
        background: Highlight;
      }
    }
  `,
];
