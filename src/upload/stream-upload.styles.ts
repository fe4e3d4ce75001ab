import { css } from 'lit';
import { themeStyles, visuallyHidden } from '../shared/styles/theme.styles.js';
import { uploadButtonStyles } from './view/upload-button.styles.js';

/** Styles of `<cf-stream-upload>`: the box, and the drop zone without a file. */
export const streamUploadStyles = [
  themeStyles,
  visuallyHidden,
  uploadButtonStyles,
  css`
    :host {
      display: block;
      min-inline-size: min(240px, 100%);
    }
    .frame {
      position: relative;
      display: block;
      box-sizing: border-box;
      container-type: inline-size;
      contain-intrinsic-inline-size: 300px;
      color: var(--_text);
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
    }
    :host(:state(empty)) .frame {
      border: 1.5px dashed color-mix(in srgb, var(--_text-muted) 70%, transparent);
    }
    .frame[data-over] {
      border-color: var(--_accent) !important;
      background: color-mix(in srgb, var(--_accent) 8%, var(--_surface));
    }
    .drop-zone,
    .over,
    .emblem {
      display: grid;
      place-items: center;
      gap: 12px;
    }
    .over {
      position: absolute;
      inset: 0;
      align-content: center;
    }
    [data-over] .drop-zone > :not(.over) {
      opacity: 0;
    }
    .drop-zone {
      padding: clamp(26px, 6cqi, 38px) 20px;
      text-align: center;
      cursor: pointer;
    }
    :host(:disabled) .drop-zone {
      cursor: default;
      filter: grayscale(1);
    }
    .emblem {
      inline-size: 48px;
      block-size: 48px;
      border-radius: 50%;
      background: color-mix(in srgb, var(--_accent) 12%, transparent);
      color: var(--_accent);
    }
    .emblem .icon {
      inline-size: 24px;
      block-size: 24px;
    }
    p {
      margin: 0;
      text-wrap: balance;
    }
    .prompt {
      font-weight: 600;
    }
    .notice {
      padding: 12px 18px;
      border-block-start: 1px solid var(--_line);
      font-size: 0.8125em;
    }
    .hint {
      color: var(--_text-muted);
      font-size: 0.8125em;
    }
  `,
];
