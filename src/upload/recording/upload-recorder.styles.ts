import { css } from 'lit';
import { themeStyles, visuallyHidden } from '../../shared/styles/theme.styles.js';
import { uploadButtonStyles } from '../view/upload-button.styles.js';

/** Styles of the recorder: its buttons below the drop zone, and the box with the picture. */
export const uploadRecorderStyles = [
  themeStyles,
  visuallyHidden,
  uploadButtonStyles,
  css`
    :host {
      display: block;
    }
    .frame {
      display: block;
      container-type: inline-size;
      color: var(--_text);
    }
    button {
      display: inline-flex;
      align-items: center;
      justify-content: center;
      gap: 8px;
    }
    .icon {
      flex: none;
    }
    p {
      margin: 0;
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 8px;
    }
    .buttons:empty {
      display: none;
    }
    .idle {
      display: grid;
      gap: 8px;
      padding-block-start: 10px;
    }
    .said {
      text-align: center;
      text-wrap: balance;
      font-size: 0.875em;
      color: var(--_text-muted);
    }
    .error {
      color: var(--_danger);
    }
    .panel {
      display: grid;
      gap: 12px;
      padding: 12px;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
    }
    .panel:focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: 2px;
    }
    .panel:focus:not(:focus-visible) {
      outline: none;
    }
    :host(:not([hidden])) .panel.beside {
      margin-block-start: 8px;
    }
    video {
      display: block;
      inline-size: 100%;
      aspect-ratio: 16 / 9;
      max-block-size: 420px;
      object-fit: contain;
      border-radius: calc(var(--_radius) * 0.66);
      background: #000;
    }
    .mirrored {
      transform: scaleX(-1);
    }
    .clock {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: 8px;
      font-weight: 600;
      font-variant-numeric: tabular-nums;
    }
    .dot {
      inline-size: 10px;
      block-size: 10px;
      border-radius: 50%;
      background: var(--_danger);
      animation: blink 2s step-end infinite;
    }
    .paused .dot {
      border-radius: 1px;
      background: var(--_text-muted);
      animation: none;
    }
    @keyframes blink {
      50% {
        opacity: 0.2;
      }
    }
    @container (width < 420px) {
      .buttons {
        display: grid;
      }
    }
    @media (forced-colors: active) {
      .dot {
        forced-color-adjust: none;
      }
    }
  `,
];
