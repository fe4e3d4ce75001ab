import { css } from 'lit';

/** Styles of the share button and its panel, which is dark like the player. */
export const shareStyles = css`
  /* Over the title's scrim for the eye, and before the controls for the keyboard. */
  .share {
    position: absolute;
    z-index: 1;
    inset-block-start: 4px;
    /* Above the last of the controls. */
    inset-inline-end: max(8px, 1.9cqi);
    transition: opacity 0.2s;
  }
  .share:has(~ cf-stream-controls[data-hidden]):not(:focus-within) {
    opacity: 0;
    visibility: hidden;
    transition:
      opacity 0.4s,
      visibility 0s 0.4s;
  }
  .share ~ cf-stream-controls::part(title) {
    padding-inline-end: 60px;
  }
  .share button {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 50%;
    background: none;
    color: #fff;
    cursor: pointer;
  }
  .share button:hover {
    background: rgb(255 255 255 / 0.16);
  }
  .share button:focus-visible {
    outline: 2px solid #fff;
    outline-offset: -3px;
    box-shadow: 0 0 0 2px rgb(0 0 0 / 0.6);
  }
  /* A tooltip like those of the controls: screen readers would read out the attribute title, too. */
  .share button::after {
    content: attr(aria-label) / '';
    position: absolute;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: 0;
    padding: 2px 8px;
    border: 1px solid transparent;
    border-radius: 6px;
    background: rgb(0 0 0 / 0.85);
    font: var(--cf-stream-font, 13px system-ui, sans-serif);
    font-size: 13px;
    white-space: nowrap;
    pointer-events: none;
    transition: visibility 0s 0.4s;
  }
  .share button:not(:hover, :focus-visible)::after {
    visibility: hidden;
    transition: none;
  }
  @media (hover: none) {
    .share button:not(:focus-visible)::after {
      visibility: hidden;
    }
  }
  .share-icon,
  .share-panel .icon {
    inline-size: 22px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
    filter: drop-shadow(0 1px 1px rgb(0 0 0 / 0.4));
  }
  .share-panel {
    color-scheme: dark;
    box-sizing: border-box;
    inline-size: min(416px, 100% - 24px);
    max-block-size: calc(100% - 24px);
    padding: 20px;
    border: 1px solid rgb(255 255 255 / 0.14);
    border-radius: calc(var(--cf-stream-radius, 12px) * 1.5);
    background: #1b1a19;
    box-shadow: 0 20px 60px rgb(0 0 0 / 0.6);
    color: #f4f1ee;
    font: var(--cf-stream-font, 500 15px / 1.4 system-ui, sans-serif);
    font-size: 14px;
  }
  .share-panel::backdrop {
    background: rgb(0 0 0 / 0.5);
  }
  .share-panel header,
  .share-panel .line {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .share-panel h2 {
    flex: 1;
    margin: 0;
    font-size: 17px;
    font-weight: 650;
  }
  .share-panel .line {
    flex-wrap: wrap;
    margin-block-start: 12px;
  }
  .share-panel :is(.text, .embed) {
    box-sizing: border-box;
    flex: 1 1 200px;
    min-inline-size: 0;
    min-block-size: 40px;
    padding: 8px 10px;
    border: 1px solid rgb(255 255 255 / 0.45);
    border-radius: 8px;
    background: #000;
    color: inherit;
    font: inherit;
    font-size: 13px;
    text-overflow: ellipsis;
  }
  .share-panel .embed {
    flex-basis: 100%;
    block-size: 72px;
    font-family: ui-monospace, monospace;
    resize: none;
  }
  .share-panel button {
    flex: none;
    min-block-size: 40px;
    padding: 0.4em 1.2em;
    border: 1px solid #fff;
    border-radius: 999px;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  .share-panel .first {
    background: #fff;
    color: #000;
  }
  /* As a checkbox: a click on the browser's own does nothing in a player, lest it follow a link around that. */
  .share-panel .at {
    display: flex;
    align-items: center;
    gap: 10px;
    padding-inline: 2px 8px;
    border-color: transparent;
    border-radius: 8px;
    font-weight: 500;
    text-align: start;
  }
  .at span {
    flex: none;
    display: grid;
    place-items: center;
    box-sizing: border-box;
    inline-size: 20px;
    block-size: 20px;
    border: 1px solid currentcolor;
    border-radius: 4px;
  }
  .share-panel .at .icon {
    inline-size: 18px;
    stroke-width: 2.5;
  }
  .share-panel .close {
    display: grid;
    place-items: center;
    inline-size: 40px;
    margin: -8px;
    padding: 0;
    border-color: transparent;
  }
  .share-panel button:hover {
    background: rgb(255 255 255 / 0.16);
  }
  .share-panel .first:hover {
    background: #e4e0dc;
  }
  .share-panel :is(button, input, textarea):focus-visible {
    outline: 2px solid #fff;
    outline-offset: 2px;
  }
  .share-panel p {
    min-block-size: 1.4em;
    margin: 10px 0 0;
  }
  @media (pointer: coarse) {
    .share button,
    .share-panel :is(button, .text) {
      min-inline-size: 44px;
      min-block-size: 44px;
    }
  }
  @container (width < 320px) {
    .share {
      inset-block-start: -4px;
      inset-inline-end: 2px;
    }
  }
  @media (forced-colors: active) {
    .share button {
      border-color: ButtonBorder;
      background: ButtonFace;
      color: ButtonText;
    }
  }
`;
