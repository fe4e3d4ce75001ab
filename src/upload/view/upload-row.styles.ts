import { css } from 'lit';
import { themeStyles } from '../../shared/styles/theme.styles.js';
import { uploadButtonStyles } from './upload-button.styles.js';

/** Styles of round icon buttons. */
const iconButtonStyles = css`
  .icon-button {
    display: inline-grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border-radius: 50%;
    background: transparent;
    color: var(--_text-muted);
  }
  .icon-button:hover:enabled {
    background: color-mix(in srgb, var(--_text) 8%, transparent);
    color: var(--_text);
  }
  .icon[data-icon='pause'] {
    stroke-width: 2.5;
  }
  .icon[data-icon='play'] {
    fill: currentcolor;
  }
`;

/** Styles of one file in the uploader. Container queries refer to the uploader. */
export const uploadRowStyles = [
  themeStyles,
  uploadButtonStyles,
  iconButtonStyles,
  css`
    /* Japanese lines end after phrases, and Korean ones after words. */
    :host {
      display: block;
      container-type: inline-size;
      word-break: auto-phrase;
    }
    :host(:lang(ko)) {
      word-break: keep-all;
    }
    .row {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      gap: 4px 16px;
      align-items: center;
      padding: 14px;
    }
    .row:focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: -2px;
      border-radius: var(--_radius);
    }
    p {
      margin: 0;
      text-wrap: pretty;
    }
    .thumbnail {
      position: relative;
      display: grid;
      place-items: center;
      align-self: start;
      inline-size: 128px;
      aspect-ratio: 16 / 9;
      border-radius: calc(var(--_radius) * 0.66);
      background: var(--_surface-raised);
      color: var(--_text-muted);
    }
    .thumbnail canvas {
      inline-size: 100%;
      block-size: 100%;
      border-radius: inherit;
      object-fit: cover;
    }
    .thumbnail > .icon {
      inline-size: 28px;
      block-size: 28px;
    }
    [data-status='error'] .thumbnail {
      background: color-mix(in srgb, var(--_danger) 12%, transparent);
      color: var(--_danger);
    }
    .badge {
      position: absolute;
      inset-block-end: -6px;
      inset-inline-end: -6px;
      display: grid;
      place-items: center;
      inline-size: 24px;
      block-size: 24px;
      border-radius: 50%;
      background: var(--_text-muted);
      color: var(--_surface);
      box-shadow: 0 0 0 2px var(--_surface);
    }
    .badge .icon {
      inline-size: 16px;
      block-size: 16px;
      stroke-width: 3;
    }
    .body {
      display: grid;
      gap: 7px;
      min-inline-size: 0;
    }
    .name {
      display: flex;
      /* At the start of the page's direction, whatever that of the name is. */
      justify-self: start;
      max-inline-size: 100%;
      overflow: hidden;
      overflow-wrap: anywhere;
      font-weight: 600;
    }
    .name > span {
      white-space: pre;
    }
    .name > :first-child {
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .status {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 16px;
      min-block-size: 1.4em;
      color: var(--_text-muted);
      font-size: 0.875em;
      font-variant-numeric: tabular-nums;
    }
    /* Of no use to most people. A site that shows it gives the part a display. */
    .uid {
      display: none;
    }
    .name,
    .said,
    .pace {
      text-align: -webkit-match-parent;
      text-align: match-parent;
    }
    [data-status='error'] .said {
      color: var(--_danger);
    }
    [data-status='ready'] .said {
      color: var(--_success);
    }
    [data-status='ready'] .badge {
      background: var(--_success);
    }
    .progress {
      block-size: 6px;
      border-radius: 16px;
      background: color-mix(in srgb, var(--_text) 12%, transparent);
      overflow: hidden;
    }
    /* Moved rather than resized: this needs no layout on the main thread, which is busy sending. */
    .bar {
      block-size: 100%;
      border-radius: inherit;
      background: var(--_accent);
      translate: calc(var(--_done, 0%) - 100%);
      transition: translate 0.25s linear;
    }
    .bar:dir(rtl) {
      translate: calc(100% - var(--_done, 0%));
    }
    [data-status='paused'] .bar,
    [data-status='resumable'] .bar {
      background: var(--_text-muted);
    }
    [data-moving] .bar {
      inline-size: 35%;
      margin: auto;
      animation: moving 1.6s ease-in-out infinite alternate;
    }
    .ways {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      padding-block-start: 4px;
    }
    .actions {
      display: flex;
    }
    :is([data-status='error'], [data-status='resumable']) .actions {
      align-self: start;
      margin-block-start: -8px;
    }
    @keyframes moving {
      from {
        translate: -93%;
      }
      to {
        translate: 93%;
      }
    }
    @container (width < 544px) {
      .thumbnail {
        inline-size: 88px;
      }
      .row {
        column-gap: 12px;
      }
    }
    @container (width < 384px) {
      .row {
        grid-template-columns: minmax(0, 1fr) auto;
      }
      .thumbnail {
        inline-size: 72px;
      }
      .actions {
        grid-area: 1 / 2;
        align-self: center !important;
        margin: 0 !important;
      }
      .body {
        grid-column: 1 / -1;
        padding-block-start: 6px;
      }
      .ways > button {
        inline-size: 100%;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      [data-moving] .bar {
        inline-size: 100%;
        translate: none;
        animation: none;
        opacity: 0.4;
      }
    }
    @media (forced-colors: active) {
      .progress {
        border: 1px solid CanvasText;
      }
      .bar {
        forced-color-adjust: none;
        background: Highlight !important;
      }
      .thumbnail,
      .badge {
        border: 1px solid CanvasText;
      }
    }
  `,
];
