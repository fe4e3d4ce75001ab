import { css } from 'lit';

/** Styles of the end screen: the page's own content and the next video. */
export const endStyles = css`
  .ended {
    position: absolute;
    inset: 0 0 var(--_row, 64px);
    display: grid;
    place-content: safe center;
    justify-items: center;
    gap: clamp(6px, 2cqi, 16px);
    padding: 8px 8px 0;
    background: rgb(0 0 0 / 0.6);
    /* As dark below, where the controls are. */
    box-shadow: 0 var(--_row, 64px) rgb(0 0 0 / 0.6);
    color: #fff;
    font: var(--cf-stream-font, 14px system-ui, sans-serif);
    font-size: 14px;
    text-align: center;
    overflow: auto;
    pointer-events: none;
  }
  /* Above the scrim of the controls. */
  .ended > * {
    position: relative;
    z-index: 1;
    pointer-events: auto;
  }
  .next {
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 0;
    font-size: clamp(15px, 2.5cqi, 20px);
    font-variant-numeric: tabular-nums;
  }
  .next svg {
    inline-size: 1.6em;
    fill: none;
    stroke: rgb(255 255 255 / 0.35);
    stroke-width: 4;
    rotate: -90deg;
  }
  .next circle + circle {
    stroke: currentcolor;
    stroke-dasharray: 100;
    animation: round 5s linear;
  }
  @keyframes round {
    from {
      stroke-dashoffset: 100;
    }
  }
  /* Told once, as soon as it is there to be told: a timer is not. */
  .said {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
  }
  .ways button {
    min-block-size: 40px;
    padding: 0.4em 1.2em;
    border: 1px solid #fff;
    border-radius: 999px;
    background: rgb(0 0 0 / 0.5);
    color: #fff;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  .ways button:first-child {
    background: #fff;
    color: #000;
  }
  .ways button:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 2px;
    box-shadow: 0 0 0 7px #000;
  }
  /* It has the room of the seek bar. */
  @container (width < 320px) {
    .ended {
      --_row: 47px;
      gap: 1px;
      padding: 1px 6px 0;
      font-size: 12px;
      line-height: 1.2;
    }
    .next {
      font-size: 12px;
    }
    .next svg {
      display: none;
    }
    .ways {
      flex-wrap: nowrap;
      gap: 4px;
    }
    .ways button {
      min-block-size: 28px;
      padding: 0 0.8em;
      font-size: 12px;
    }
    .ended ~ cf-stream-controls::part(seek-bar),
    .ended ~ cf-stream-controls::part(time),
    .ended ~ cf-stream-controls::part(title) {
      display: none;
    }
  }
  @media (pointer: coarse) {
    .ways button {
      min-block-size: 44px;
    }
  }
  @media (prefers-reduced-motion) {
    .next svg {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .next svg {
      stroke: GrayText;
    }
    .ended {
      inset-block-end: 0;
      padding-block-end: var(--_row, 64px);
      background: Canvas;
    }
  }
`;
