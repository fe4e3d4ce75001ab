import { css } from 'lit';
import { rangeStyles } from './seek-bar.styles.js';
import { themeStyles } from './theme.styles.js';

/**
 * Styles of the controls. They lie over a picture, so their colours are light on dark on every page; the scrim keeps
 * them readable over a white one. Its empty part lets clicks through to the video.
 */
export const playerControlsStyles = [
  themeStyles,
  rangeStyles,
  css`
    :host {
      color-scheme: dark;
      display: block;
      container-type: inline-size;
      font: var(--_font);
      color: #fff;
      pointer-events: none;
      user-select: none;
      -webkit-user-select: none;
      -webkit-tap-highlight-color: transparent;
    }
    .controls {
      display: grid;
      padding-block: 3.5rem 0.375rem;
      padding-inline: 0.5rem;
      background: linear-gradient(
        to top,
        rgb(0 0 0 / 0.84),
        rgb(0 0 0 / 0.76) 36%,
        rgb(0 0 0 / 0.66) 50%,
        rgb(0 0 0 / 0.26) 76%,
        transparent
      );
    }
    .row,
    cf-stream-seek-bar {
      pointer-events: auto;
    }
    cf-stream-seek-bar {
      margin-inline: 0.25rem;
    }
    .row {
      display: flex;
      align-items: center;
      min-inline-size: 0;
    }
    button {
      display: inline-grid;
      flex: none;
      place-items: center;
      inline-size: 40px;
      block-size: 40px;
      padding: 0;
      border: 1px solid transparent;
      border-radius: 50%;
      background: transparent;
      cursor: pointer;
      transition: background-color 0.15s;
    }
    button:hover {
      background: rgb(255 255 255 / 0.16);
    }
    button:active {
      background: rgb(255 255 255 / 0.26);
    }
    button:focus-visible {
      outline: 2px solid #fff;
      outline-offset: -3px;
      box-shadow: 0 0 0 2px rgb(0 0 0 / 0.6);
    }
    .icon {
      inline-size: 24px;
      block-size: 24px;
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.75;
      stroke-linecap: round;
      stroke-linejoin: round;
      filter: drop-shadow(0 1px 1px rgb(0 0 0 / 0.4));
    }
    .icon .solid {
      fill: currentcolor;
      stroke: none;
    }
    .sound {
      display: flex;
      align-items: center;
    }
    .volume {
      --_thumb: 12px;
      inline-size: 0;
      opacity: 0;
      transition:
        inline-size 0.2s,
        opacity 0.2s;
    }
    .volume:not(:hover, :focus-within) {
      overflow: hidden;
    }
    .sound:is(:hover, :focus-within) .volume {
      inline-size: 4.5rem;
      opacity: 1;
    }
    .time {
      flex: 0 1 auto;
      min-inline-size: 0;
      padding-inline: 0.5rem;
      overflow: hidden;
      font-size: 0.875rem;
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
      text-shadow: 0 1px 2px rgb(0 0 0 / 0.5);
    }
    .duration {
      color: rgb(255 255 255 / 0.86);
    }
    .live::before {
      content: '';
      display: inline-block;
      inline-size: 0.5rem;
      block-size: 0.5rem;
      margin-inline-end: 0.375rem;
      border-radius: 50%;
      background: var(--_accent);
    }
    .end {
      display: flex;
      margin-inline-start: auto;
    }
    @container (width >= 480px) {
      .controls {
        padding-inline: 0.75rem;
      }
      .volume {
        inline-size: 4.5rem;
        opacity: 1;
      }
    }
    @container (width < 320px) {
      .volume,
      [part='pip-button'] {
        display: none;
      }
      .controls {
        padding-inline: 0.25rem;
      }
      .time {
        padding-inline: 0.25rem;
      }
    }
    @container (width < 260px) {
      .duration {
        display: none;
      }
    }
    @media (forced-colors: active) {
      .controls {
        background: none;
      }
      .row {
        background: Canvas;
      }
      button {
        border-color: ButtonBorder;
        background: ButtonFace;
        color: ButtonText;
      }
      button:focus-visible {
        outline-color: Highlight;
      }
      .live::before {
        forced-color-adjust: none;
        background: Highlight;
      }
    }
  `,
];
