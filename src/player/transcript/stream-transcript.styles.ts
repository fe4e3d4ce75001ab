import { css } from 'lit';
import { themeStyles } from '../../shared/styles/theme.styles.js';

/** Styles of the transcript. Part of the page, so light or dark like the page. */
export const transcriptStyles = [
  themeStyles,
  css`
    :host {
      display: block;
      block-size: 360px;
      min-inline-size: 0;
    }
    .frame {
      display: block;
      block-size: 100%;
    }
    .box {
      display: flex;
      flex-direction: column;
      position: relative;
      block-size: 100%;
      overflow: hidden;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: var(--_text);
      overflow-wrap: anywhere;
    }
    .bar {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px;
      padding: 8px;
      border-block-end: 1px solid var(--_line);
      font-size: 14px;
    }
    .field {
      display: flex;
      flex: 1 1 120px;
      align-items: center;
      min-inline-size: 0;
    }
    input,
    select {
      min-block-size: 36px;
      min-inline-size: 0;
      padding: 4px 10px;
      border: 1px solid var(--_line);
      border-radius: calc(var(--_radius) * 0.66);
      background: var(--_surface);
      color: inherit;
    }
    input {
      flex: 1;
      inline-size: 100%;
    }
    select {
      max-inline-size: 100%;
      font: inherit;
    }
    input::placeholder {
      color: var(--_text-muted);
      opacity: 1;
    }
    .count {
      color: var(--_text-muted);
      font-variant-numeric: tabular-nums;
    }
    .step {
      display: grid;
      place-items: center;
      inline-size: 36px;
      block-size: 36px;
      padding: 0;
      border: 0;
      border-radius: 50%;
      background: none;
      cursor: pointer;
    }
    .step:disabled {
      opacity: 0.4;
      cursor: default;
    }
    .step svg {
      inline-size: 18px;
      fill: none;
      stroke: currentcolor;
      stroke-width: 2;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    :is(.step, .time):hover:not(:disabled) {
      background: color-mix(in srgb, var(--_text) 10%, transparent);
    }
    :is(button, input, select):focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: 1px;
    }
    .list {
      position: relative;
      flex: 1;
      min-block-size: 0;
      margin: 0;
      padding: 8px;
      overflow: auto;
      overscroll-behavior: contain;
      list-style: none;
    }
    li {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 4px 8px;
      align-items: baseline;
      padding: 6px;
      border-inline-start: 3px solid transparent;
      border-radius: 4px;
      content-visibility: auto;
      contain-intrinsic-size: auto 60px;
    }
    li[aria-current] {
      border-inline-start-color: var(--_accent);
      background: color-mix(in srgb, var(--_accent) 8%, transparent);
    }
    .time {
      min-inline-size: 48px;
      min-block-size: 28px;
      padding: 2px 6px;
      border: 0;
      border-radius: 6px;
      background: none;
      color: var(--_text-muted);
      font-size: 13px;
      font-variant-numeric: tabular-nums;
      text-align: start;
      cursor: pointer;
      user-select: none;
      -webkit-user-select: none;
    }
    .text {
      margin: 0;
      line-height: 1.55;
      text-align: match-parent;
    }
    .text span {
      border-radius: 3px;
      cursor: pointer;
    }
    .text span:hover {
      text-decoration: underline;
      text-decoration-color: var(--_text-muted);
      text-underline-offset: 3px;
    }
    .now {
      background: color-mix(in srgb, var(--_accent) 26%, transparent);
      box-decoration-break: clone;
      -webkit-box-decoration-break: clone;
    }
    mark {
      border-radius: 2px;
      background: light-dark(#ffe58a, #6b5500);
      color: inherit;
    }
    mark.at {
      background: var(--_accent);
      color: var(--_on-accent);
    }
    .state {
      margin: auto;
      padding: 16px;
      color: var(--_text-muted);
      text-align: center;
      text-wrap: balance;
    }
    .follow {
      position: absolute;
      inset-block-end: 12px;
      inset-inline: 0;
      inline-size: fit-content;
      margin-inline: auto;
      padding: 6px 16px;
      border: 1px solid var(--_line);
      border-radius: 999px;
      background: var(--_surface-raised);
      box-shadow: 0 4px 16px rgb(0 0 0 / 0.25);
      font-size: 14px;
      cursor: pointer;
    }
    @media (pointer: coarse) {
      .time,
      .step,
      .follow,
      input,
      select {
        min-block-size: 44px;
      }
      .step {
        inline-size: 44px;
      }
    }
    @media (forced-colors: active) {
      /* What is transparent elsewhere is seen there. */
      li {
        border-inline-start-color: Canvas;
      }
      li[aria-current] {
        border-inline-start-color: Highlight;
      }
      .now,
      mark.at {
        forced-color-adjust: none;
        background: Highlight;
        color: HighlightText;
      }
    }
    @media print {
      :host {
        block-size: auto !important;
      }
      .box,
      .list {
        display: block;
        block-size: auto;
        overflow: visible;
        border: 0;
      }
      .bar,
      .follow {
        display: none;
      }
      li {
        content-visibility: visible;
        break-inside: avoid;
      }
    }
  `,
];
