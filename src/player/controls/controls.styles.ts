import { css } from 'lit';
import { rangeStyles } from './seek-bar/seek-bar.styles.js';
import { baseStyles } from '../../shared/styles/base.styles.js';

/**
 * Styles of the controls. They lie over a picture, so they are light on dark on every page; a scrim keeps them legible
 * over a white picture. Empty areas let clicks through to the video.
 */
export const controlsStyles = [
  baseStyles,
  rangeStyles,
  css`
    :host {
      --_button: 40px;
      --_icon: 24px;
      /* What captions keep free. */
      --_safe: 76px;
      color-scheme: dark;
      position: absolute;
      inset: 0;
      display: grid;
      align-items: end;
      container-type: size;
      font: var(--_font);
      color: #fff;
      pointer-events: none;
      user-select: none;
      -webkit-user-select: none;
      -webkit-tap-highlight-color: transparent;
    }
    :host([data-hidden]) {
      --_safe: 0px;
    }
    .controls,
    .title,
    .center {
      transition: opacity 0.2s;
    }
    :host([data-hidden]) :is(.controls, .title, .center) {
      opacity: 0;
      transition-duration: 0.4s;
    }
    .title {
      position: absolute;
      inset: 0 0 auto;
      padding: 12px 19px 40px;
      overflow: hidden;
      background: linear-gradient(rgb(0 0 0 / 0.8), rgb(0 0 0 / 0.66) 40%, transparent);
      font-size: clamp(15px, 1.5cqi, 20px);
      font-weight: 500;
      line-height: 1.4;
      text-overflow: ellipsis;
      white-space: nowrap;
      /* Each title has the direction of its own letters, and what the page puts there is a line of it. */
      unicode-bidi: plaintext;
    }
    .title ::slotted(:not([hidden])) {
      display: inline;
      unicode-bidi: inherit;
    }
    :host(:not([data-hidden])) .title ::slotted(:is(a, button, :has(a, button))) {
      pointer-events: auto;
    }
    .title[hidden] {
      display: none;
    }
    .controls {
      position: relative;
      display: grid;
      padding-block: 56px 6px;
      padding-inline: 8px;
      background: linear-gradient(
        to top,
        rgb(0 0 0 / 0.84),
        rgb(0 0 0 / 0.76) 36%,
        rgb(0 0 0 / 0.66) 50%,
        rgb(0 0 0 / 0.26) 76%,
        transparent
      );
    }
    :host(:not([data-hidden])) :is(.row, .live, cf-stream-seek-bar, .center button) {
      pointer-events: auto;
    }
    cf-stream-seek-bar {
      margin-inline: 4px;
    }
    /* Of the bar, only the scrim lies below what is in the middle of a small picture. */
    .center,
    .unmute,
    .notice,
    .controls > * {
      z-index: 1;
    }
    .row {
      display: flex;
      align-items: center;
      min-inline-size: 0;
    }
    button {
      position: relative;
      display: inline-grid;
      flex: none;
      place-items: center;
      inline-size: var(--_button);
      block-size: var(--_button);
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
    /* Tooltips: after a while, and at once beside one that is there. Screen readers know the name already. */
    .row {
      --_delay: 0.4s;
    }
    .row:hover {
      --_delay: 0s;
      transition: --_delay 0s 0.4s allow-discrete;
    }
    .row [aria-label]:not([aria-expanded='true'])::after {
      content: attr(aria-label) / '';
      position: absolute;
      inset-block-end: calc(100% + 26px);
      inset-inline-start: 0;
      padding: 2px 8px;
      border-radius: 6px;
      background: rgb(0 0 0 / 0.85);
      font-size: 13px;
      white-space: nowrap;
      pointer-events: none;
      opacity: 0;
      visibility: hidden;
    }
    .row [aria-keyshortcuts]:not([aria-expanded='true'])::after {
      content: attr(aria-label) ' (' attr(aria-keyshortcuts) ')' / '';
    }
    .end [aria-label]::after {
      inset-inline: auto 0 !important;
    }
    .row button:focus-visible::after {
      opacity: 1 !important;
      visibility: visible !important;
    }
    @media (hover: hover) {
      .row button:hover::after {
        opacity: 1 !important;
        visibility: visible !important;
        transition: 0.15s var(--_delay);
      }
    }
    .icon {
      inline-size: var(--_icon);
      block-size: var(--_icon);
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
    .icon .cut {
      stroke: #161514;
    }
    .skips {
      display: none;
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
      inline-size: 72px;
      opacity: 1;
    }
    /* The length is in a second line, which nobody sees, where there is no room for it. */
    .time {
      display: flex;
      flex: 0 1 auto;
      flex-wrap: wrap;
      inline-size: auto;
      min-inline-size: var(--_button);
      padding-inline: 8px;
      border-radius: 999px;
      overflow: hidden;
      direction: ltr;
      font-size: 14px;
      font-variant-numeric: tabular-nums;
      line-height: calc(var(--_button) - 2px);
      white-space: pre;
      text-shadow: 0 1px 2px rgb(0 0 0 / 0.5);
    }
    .time:dir(rtl) {
      justify-content: end;
    }
    /* What the time and the buttons leave. */
    .chapter {
      display: block;
      flex: 1 1 0;
      max-inline-size: max-content;
      unicode-bidi: plaintext;
      text-overflow: ellipsis;
    }
    .duration,
    .chapter {
      color: rgb(255 255 255 / 0.86);
    }
    .live {
      display: inline-flex;
      align-items: center;
      gap: 6.4px;
      inline-size: auto;
      padding-inline: 9.6px;
      border-radius: 999px;
      font-size: 14px;
      font-weight: 600;
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    .live::before {
      content: '';
      flex: none;
      inline-size: 8px;
      block-size: 8px;
      border-radius: 50%;
      background: #ff5449;
    }
    .live[data-behind]::before {
      background: rgb(255 255 255 / 0.6);
    }
    .live:not([data-behind]) {
      cursor: default;
    }
    .live:not([data-behind]):is(:hover, :active) {
      background: transparent;
    }
    .end {
      display: flex;
      align-items: center;
      margin-inline-start: auto;
    }
    [name='start'],
    [name='end'] {
      display: flex;
      align-items: center;
      min-inline-size: 0;
    }

    .center {
      position: absolute;
      inset: 0;
      display: none;
      align-items: center;
      justify-content: center;
      gap: clamp(8px, 6cqi, 40px);
      /* A skip is about time, which runs from left to right on every page. */
      direction: ltr;
    }
    .center button {
      inline-size: 48px;
      block-size: 48px;
      background: rgb(0 0 0 / 0.5);
    }
    .center button:nth-child(2),
    .center button:only-child {
      inline-size: 60px;
      block-size: 60px;
    }
    .center[data-waiting] {
      visibility: hidden;
    }
    /* What everybody looks for then. */
    .center[data-ended] {
      display: flex;
    }
    @media (hover: hover), (pointer: fine) {
      .center[data-ended] button:not(:last-child) {
        display: none;
      }
      .center[data-ended] button:last-child {
        --_icon: 50%;
        inline-size: clamp(48px, 12cqi, 80px);
        block-size: auto;
        aspect-ratio: 1;
      }
      .center[data-ended] button:last-child:hover {
        background: rgb(0 0 0 / 0.8);
      }
    }
    .notice {
      position: absolute;
      inset: 0;
      display: grid;
      place-content: start center;
      padding-block-start: clamp(8px, 6cqi, 40px);
    }
    .pill {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      padding: 6px 14px;
      border-radius: 999px;
      background: rgb(0 0 0 / 0.72);
      font-size: 14px;
      animation: appear 0.15s;
    }
    .pill .icon {
      flex: none;
    }
    .pill span {
      unicode-bidi: plaintext;
    }
    /* A skip is told on the side to which it leads: time runs from left to right on every page. */
    .notice:has(.skipBack, .skipForward) {
      justify-content: left;
      padding-inline: clamp(8px, 4cqi, 40px);
    }
    .notice:has(.skipForward) {
      justify-content: right;
    }
    .notice:has(.bezel) {
      place-content: center;
      padding: 0;
    }
    /* Under the spinner; over it where the bar is close. */
    .stall {
      place-content: center;
      padding-block: calc(clamp(36px, 9cqi, 56px) + 52px) 0;
    }
    .bezel {
      display: grid;
      place-items: center;
      inline-size: clamp(48px, 12cqi, 80px);
      aspect-ratio: 1;
      border-radius: 50%;
      background: rgb(0 0 0 / 0.6);
      opacity: 0;
      animation: leave 0.6s;
    }
    .bezel .icon {
      inline-size: 50%;
      block-size: 50%;
    }
    @keyframes leave {
      from,
      30% {
        opacity: 1;
      }
      from {
        scale: 0.8;
      }
    }
    /* Nothing moves: it stands there as long as any notice. */
    @media (prefers-reduced-motion) {
      .bezel {
        opacity: 1;
      }
    }
    button.unmute {
      position: absolute;
      inset-block: 8px auto;
      inset-inline: 8px auto;
      display: inline-flex;
      inline-size: auto;
      min-block-size: var(--_button);
      font: inherit;
      font-size: 14px;
      color: #fff;
      pointer-events: auto;
      animation: none;
    }
    .title:not([hidden]) ~ .unmute {
      inset-block-start: 48px;
    }
    button.unmute:hover {
      background: #000;
    }
    @keyframes appear {
      from {
        opacity: 0;
        scale: 0.9;
      }
    }

    @media (hover: none) and (pointer: coarse) {
      :host {
        --_button: 44px;
        --_safe: 80px;
      }
      .center {
        display: flex;
      }
      /* The large button says so itself. */
      .bezel,
      [part~='play-button'],
      .volume {
        display: none;
      }
      cf-stream-seek-bar {
        margin-inline: 8px;
      }
    }
    @container (width >= 520px) {
      .controls {
        padding-inline: 12px;
      }
      /* Where the bar begins. */
      .title {
        padding-inline: 23px;
      }
      .volume {
        inline-size: 72px;
        opacity: 1;
      }
    }
    /* On touch screens they are in the middle. */
    @media (hover: hover), (pointer: fine) {
      @container (width >= 720px) {
        .skips {
          display: flex;
        }
      }
    }
    @container (width >= 1100px) {
      .controls {
        padding-inline: 20px;
        padding-block-end: 12px;
      }
      .title {
        padding-inline: 31px;
      }
      .unmute {
        margin-inline: 12px;
      }
      .time,
      .live {
        font-size: 16px;
      }
      button {
        --_button: 48px;
        --_icon: 28px;
      }
    }
    /* Its name stays, and there is no room to say it. */
    @container (320px <= width < 600px) {
      .go {
        position: absolute;
        inset: 0;
        overflow: hidden;
        clip-path: inset(50%);
      }
    }
    @container (width < 480px) {
      .stall {
        padding-block: 0 76px;
      }
    }
    @container (width < 560px) {
      .chapter {
        display: none;
      }
    }
    @container (width < 440px) {
      [part~='pip-button'] {
        display: none;
      }
    }
    @container (width < 480px) {
      [part~='airplay-button'] {
        display: none;
      }
    }
    @container (width < 380px) {
      .time {
        padding-inline: 4px;
      }
      .volume {
        display: none;
      }
    }
    @container (width < 320px) {
      .duration {
        display: none;
      }
      [name='captions'] {
        --_safe: 64px;
      }
      :host([data-hidden]) [name='captions'] {
        --_safe: 0px;
      }
      [part~='captions-button'] {
        display: none;
      }
      .controls {
        padding-block-start: 32px;
        padding-inline: 4px;
      }
      .title {
        padding: 4px 8px 20px;
        font-size: 13px;
      }
      /* There is room for one of them. */
      .title:has(~ .unmute, ~ .stall > *, ~ .controls .live) {
        visibility: hidden;
      }
      .title ~ .unmute {
        inset-block-start: 8px !important;
      }
      .pill {
        padding: 4px 12px;
        font-size: 12px;
      }
      .stall {
        padding-block: 0 70px;
      }
      .pill span {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
      }
      :is(.unmute, .notice:has(.pill)) ~ .controls .time,
      .notice:has(.pill) ~ .controls .live {
        opacity: 0;
      }
      .center button {
        inline-size: 44px;
        block-size: 44px;
      }
      /* Two taps do the same. */
      .center button:not(:nth-child(2), :only-child) {
        display: none;
      }
      .center,
      .notice:has(.bezel) {
        padding-block-end: 48px;
      }
      /* Over the end of the seek bar, where there is room. */
      .time {
        position: absolute;
        inset-block-start: 8px;
        inset-inline-end: 4px;
        block-size: 26px;
        font-size: 13px;
        line-height: 24px;
        text-shadow:
          0 0 2px #000,
          0 0 4px #000;
      }
      /* Fingers also reach it from above. */
      @media (pointer: coarse) {
        .time {
          inset-block-start: -10px;
          block-size: 44px;
          padding-block-start: 18px;
        }
      }
      .time:dir(rtl) {
        inset-inline: 4px auto;
      }
      /* There the bar says which time is under the pointer. */
      .controls:has(cf-stream-seek-bar:is(:hover, :active)) .time {
        visibility: hidden;
      }
      /* The captions need the place more: the seek bar tells the time, too. */
      [data-captioned] .time {
        display: none;
      }
      .live {
        position: absolute;
        inset-block-start: 0;
        inset-inline-end: 4px;
        max-inline-size: calc(100% - 8px);
        font-size: 13px;
      }
      /* Longer in some languages than the player is wide. */
      .go {
        overflow: hidden;
        text-overflow: ellipsis;
      }
    }
    @media (forced-colors: active) {
      .controls {
        background: none;
      }
      .row,
      .title,
      .bezel,
      .pill {
        background: Canvas;
        color: CanvasText;
      }
      .title {
        padding-block: 4px;
      }
      .row {
        border-radius: var(--_button);
      }
      button,
      .center button {
        border-color: ButtonBorder;
        background: ButtonFace;
        color: ButtonText;
      }
      .icon .cut {
        stroke: ButtonFace;
      }
      button:focus-visible {
        outline-color: Highlight;
      }
      .live::before {
        forced-color-adjust: none;
        background: Highlight;
      }
      .live[data-behind]::before {
        background: none;
        outline: 1px solid CanvasText;
      }
    }
  `,
];
