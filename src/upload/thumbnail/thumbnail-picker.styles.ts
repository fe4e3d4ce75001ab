import { css } from 'lit';
import { themeStyles } from '../../shared/styles/theme.styles.js';
import { uploadButtonStyles } from '../view/upload-button.styles.js';

/** Styles of the thumbnail picker: its button below the files, and the box with the video. */
export const thumbnailPickerStyles = [
  themeStyles,
  uploadButtonStyles,
  css`
    :host {
      display: block;
    }
    .frame {
      display: grid;
      justify-items: center;
      gap: 8px;
      padding-block-start: 10px;
      container-type: inline-size;
      color: var(--_text);
    }
    p {
      margin: 0;
    }
    .said {
      text-align: center;
      text-wrap: balance;
      font-size: 0.875em;
      color: var(--_text-muted);
      overflow-wrap: anywhere;
    }
    .failed {
      color: var(--_danger);
    }
    .panel {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
      box-sizing: border-box;
      inline-size: 100%;
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
    video {
      display: block;
      inline-size: 100%;
      aspect-ratio: 16 / 9;
      max-block-size: 420px;
      object-fit: contain;
      border-radius: calc(var(--_radius) * 0.66);
      background: #000;
    }
    .moment {
      display: flex;
      align-items: center;
      gap: 12px;
    }
    input {
      flex: 1;
      min-inline-size: 0;
      min-block-size: 24px;
      margin: 0;
      accent-color: var(--_accent);
    }
    input:focus-visible,
    select:focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: 2px;
    }
    .time {
      min-inline-size: 4.5em;
      text-align: end;
      font-variant-numeric: tabular-nums;
    }
    .video {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    select {
      flex: 1;
      min-inline-size: 0;
      min-block-size: 44px;
      padding: 6px 8px;
      border: 1px solid var(--_line);
      border-radius: calc(var(--_radius) * 0.66);
      background: var(--_surface);
      color: var(--_text);
      font: inherit;
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 8px;
    }
    @container (width < 420px) {
      .buttons {
        display: grid;
        justify-content: stretch;
      }
      .moment {
        flex-wrap: wrap;
        justify-content: space-between;
      }
      input {
        order: -1;
        flex-basis: 100%;
      }
    }
    @media (pointer: coarse) {
      input {
        min-block-size: 44px;
      }
    }
  `,
];
