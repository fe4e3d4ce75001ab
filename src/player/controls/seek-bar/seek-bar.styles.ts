import { css } from 'lit';
import { accentStyles } from '../../../shared/styles/theme.styles.js';

/**
 * A native range input over a track of our own. The track is as long as the path of the thumb's centre, so that a
 * percentage of it lies exactly under the thumb.
 */
export const rangeStyles = css`
  .range {
    --_thumb: 14px;
    --_track: 4px;
    position: relative;
    display: grid;
    align-items: center;
  }
  .track,
  .fill {
    position: absolute;
    inset-block: calc(50% - var(--_track) / 2);
    border-radius: 16px;
    pointer-events: none;
  }
  .track {
    inset-inline: calc(var(--_thumb) / 2);
    background: rgb(255 255 255 / 0.3);
    box-shadow: 0 0 0 1px rgb(0 0 0 / 0.2);
    overflow: hidden;
  }
  .fill {
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: var(--_filled, 0%);
    background: #fff;
  }
  input {
    appearance: none;
    position: relative;
    inline-size: 100%;
    block-size: 24px;
    margin: 0;
    background: transparent;
    cursor: pointer;
    touch-action: pan-y;
  }
  input:focus {
    outline: none;
  }
  input:disabled {
    cursor: default;
  }
  input::-webkit-slider-runnable-track {
    block-size: 24px;
    background: transparent;
  }
  input::-moz-range-track {
    background: transparent;
  }
  input::-webkit-slider-thumb {
    appearance: none;
    inline-size: var(--_thumb);
    block-size: var(--_thumb);
    margin-block-start: calc((24px - var(--_thumb)) / 2);
    border: 0;
    border-radius: 50%;
    background: #fff;
    box-shadow: 0 1px 3px rgb(0 0 0 / 0.5);
    transition: scale 0.15s;
  }
  input::-moz-range-thumb {
    inline-size: var(--_thumb);
    block-size: var(--_thumb);
    border: 0;
    border-radius: 50%;
    background: #fff;
    box-shadow: 0 1px 3px rgb(0 0 0 / 0.5);
    transition: scale 0.15s;
  }
  input:focus-visible::-webkit-slider-thumb {
    outline: 2px solid #fff;
    outline-offset: 3px;
    box-shadow: 0 0 0 3px rgb(0 0 0 / 0.7);
  }
  input:focus-visible::-moz-range-thumb {
    outline: 2px solid #fff;
    outline-offset: 3px;
    box-shadow: 0 0 0 3px rgb(0 0 0 / 0.7);
  }
  input:disabled::-webkit-slider-thumb {
    scale: 0;
  }
  input:disabled::-moz-range-thumb {
    scale: 0;
  }
  @media (forced-colors: active) {
    .track {
      forced-color-adjust: none;
      background: Canvas;
      outline: 1px solid CanvasText;
    }
    .fill {
      background: Highlight;
    }
    input::-webkit-slider-thumb {
      forced-color-adjust: none;
      background: ButtonText;
      box-shadow: 0 0 0 2px Canvas;
    }
    input::-moz-range-thumb {
      forced-color-adjust: none;
      background: ButtonText;
      box-shadow: 0 0 0 2px Canvas;
    }
    input:focus-visible::-webkit-slider-thumb {
      outline-color: Highlight;
    }
    input:focus-visible::-moz-range-thumb {
      outline-color: Highlight;
    }
  }
`;

/** Styles of the seek bar. It lies over a picture, so its colours do not follow the page. */
export const seekBarStyles = [
  accentStyles,
  rangeStyles,
  css`
    :host {
      color-scheme: dark;
      display: block;
      font: var(--_font);
      color: #fff;
    }
    .track {
      transition: inset-block 0.15s;
    }
    .range:is(:hover, :focus-within) {
      --_track: 6px;
    }
    /* Below track and thumb, and taller. */
    .range::before {
      content: '';
      position: absolute;
      inset: calc(50% - 8px) calc(var(--_thumb) / 2);
      background: var(--cf-stream-seek-marks);
      color: #ffe58a;
    }
    /* Opaque, so that what is played, loaded and neither can be told apart over every picture, and in grey. */
    .track {
      background: #3d3a38;
      mask: var(--_gaps);
      box-shadow: 0 0 0 1px rgb(0 0 0 / 0.5);
    }
    .buffered {
      position: absolute;
      inset: 0;
      color: #7f7a76;
      background: var(--_buffered, none);
    }
    .hovered {
      position: absolute;
      inset-block: 0;
      left: 0;
      inline-size: var(--_hovered, 0%);
      background: rgb(255 255 255 / 0.25);
    }
    .fill {
      background: var(--_accent);
    }
    /* What is outside of the loop is dimmed, and its ends are lines. */
    .loop {
      position: absolute;
      inset: 0 var(--_to, 0%) 0 var(--_from, 0%);
      outline: 100vw solid rgb(0 0 0 / 0.6);
      border-inline: 3px solid #fff;
    }
    .bubble {
      --_half: 32px;
      --_width: min(44cqi, clamp(160px, 20cqi, 240px));
      position: absolute;
      inset-block-end: calc(100% + 4px);
      left: clamp(var(--_half), calc(var(--_thumb) / 2 + (100% - var(--_thumb)) * var(--_at, 0)), 100% - var(--_half));
      translate: -50%;
      display: grid;
      justify-items: center;
      pointer-events: none;
    }
    .bubble:has(canvas:not([hidden]), .name) {
      --_half: calc(var(--_width) / 2);
    }
    .bubble:has(canvas:not([hidden])) .time {
      margin-block: -28px 4px;
    }
    canvas {
      max-inline-size: var(--_width);
      /* Between the bar and the upper edge there is room for the picture of an upright video, too. */
      max-block-size: 36cqb;
      border: 2px solid #fff;
      border-radius: calc(var(--_radius) * 0.66);
      background: #000;
      box-shadow: 0 4px 16px rgb(0 0 0 / 0.5);
    }
    .name {
      max-inline-size: var(--_width);
      overflow: hidden;
      text-overflow: ellipsis;
      text-shadow: 0 0 4px #000;
    }
    .time,
    .name {
      margin-block-start: 4px;
      padding: 1px 8px;
      border-radius: calc(var(--_radius) * 0.5);
      background: rgb(0 0 0 / 0.85);
      font-size: 13px;
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    /* Between the bar and the upper edge there is no room for a picture. */
    @container (width < 320px) {
      canvas {
        display: none;
      }
      .bubble > * {
        margin-block: 0 !important;
        padding-block: 0;
      }
    }
    /* Large enough for a finger: upwards, as below there are the buttons. */
    @media (pointer: coarse) {
      .range {
        --_thumb: 16px;
        block-size: 32px;
      }
      input {
        margin-block-start: -12px;
      }
      input,
      input::-webkit-slider-runnable-track {
        block-size: 44px;
      }
      input::-webkit-slider-thumb {
        margin-block-start: calc(44px - 16px - var(--_thumb) / 2);
      }
      /* Firefox centres its thumb. */
      input::-moz-range-thumb {
        translate: 0 6px;
      }
    }
    @media (forced-colors: active) {
      /* Told apart by their heights, too: themes may have colours that are hard to tell. */
      .range {
        --_track: 8px !important;
      }
      .track {
        background: Canvas;
      }
      .buffered {
        inset-block: 3px;
        color: CanvasText;
      }
      .fill {
        background: Highlight;
      }
      .time,
      .name {
        outline: 1px solid CanvasText;
        outline-offset: -1px;
      }
      .hovered {
        display: none;
      }
      .loop {
        outline-color: Canvas;
        border-color: CanvasText;
      }
    }
  `,
];
