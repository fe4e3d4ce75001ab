import { css } from 'lit';
import { themeStyles } from '../../../shared/styles/theme.styles.js';

/**
 * Styles of the settings: a sheet in the top layer, dark like the player unless the page gives the part another
 * `color-scheme`.
 */
export const settingsMenuStyles = [
  themeStyles,
  css`
    :host {
      color-scheme: dark;
      font: var(--_font);
    }
    .menu {
      position: fixed;
      inset: var(--_top, auto) auto var(--_bottom, auto) var(--_left, auto);
      inline-size: max-content;
      min-inline-size: 224px;
      max-inline-size: min(320px, 100% - 16px);
      max-block-size: min(384px, var(--_room, 100%));
      margin: 0;
      padding: 6px;
      border: 1px solid color-mix(in srgb, var(--_text) 14%, transparent);
      border-radius: var(--_radius);
      /* A glimmer at the lower edge while there is more below, which is covered at the end. */
      background:
        linear-gradient(to top, var(--_surface) 60%, transparent) bottom / 100% 40px no-repeat local,
        linear-gradient(to top, color-mix(in srgb, var(--_text) 22%, transparent), transparent) bottom / 100% 24px
          no-repeat,
        var(--_surface);
      box-shadow: 0 12px 40px rgb(0 0 0 / 0.5);
      color: var(--_text);
      font-size: 14px;
      overflow: auto;
      overscroll-behavior: contain;
      user-select: none;
      -webkit-user-select: none;
    }
    .item {
      display: flex;
      align-items: center;
      gap: 8px;
      inline-size: 100%;
      min-block-size: 40px;
      padding: 4px 10px;
      border: 0;
      border-radius: calc(var(--_radius) * 0.66);
      background: none;
      text-align: start;
      cursor: pointer;
    }
    .item:hover {
      background: color-mix(in srgb, var(--_text) 10%, transparent);
    }
    .item:focus-visible {
      outline: 2px solid var(--_text);
      outline-offset: -2px;
    }
    .title {
      margin-block-end: 6px;
      border-block-end: inherit;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      font-weight: 650;
    }
    .label {
      flex: 1;
      /* Each has the direction of its own letters, and stands where the others do. */
      unicode-bidi: plaintext;
      text-align: -webkit-match-parent;
      text-align: match-parent;
    }
    /* What is chosen is cut off first: letters of Chinese, Japanese and Korean would stand below each other. */
    [aria-haspopup] {
      white-space: nowrap;
    }
    sup {
      margin-inline-start: 2px;
      color: var(--_text-muted);
      font-size: 10px;
      font-weight: 700;
    }
    .value {
      min-inline-size: 0;
      unicode-bidi: plaintext;
      overflow: hidden;
      text-overflow: ellipsis;
      color: var(--_text-muted);
      font-variant-numeric: tabular-nums;
    }
    .mark {
      flex: none;
      display: grid;
      inline-size: 20px;
    }
    .mirrored:dir(rtl) {
      scale: -1 1;
    }
    .icon {
      inline-size: 20px;
      fill: none;
      stroke: currentcolor;
      stroke-width: 2;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    @media (pointer: coarse) {
      .item {
        min-block-size: 48px;
      }
    }
    /* A sheet at the lower edge of a phone: over a small player there is no room for it. */
    @media (pointer: coarse) and (width < 480px) {
      .menu {
        inset: auto 0 0;
        inline-size: auto;
        max-inline-size: none;
        max-block-size: min(384px, 80%);
        padding-block-end: max(6px, env(safe-area-inset-bottom));
        border-end-start-radius: 0;
        border-end-end-radius: 0;
      }
    }
    @media (forced-colors: active) {
      .item:focus-visible {
        outline-color: Highlight;
      }
    }
  `,
];
