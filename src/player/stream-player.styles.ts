import { css } from 'lit';

export const playerStyles = css`
  :host {
    display: block;
    position: relative;
    container: player / inline-size;
    /* 300px wide by default and contained, like a <video>. */
    contain-intrinsic-inline-size: 300px;
    contain: layout;
    break-inside: avoid;
    min-inline-size: 0;
    min-block-size: 0;
    aspect-ratio: var(--cf-stream-aspect-ratio, 16 / 9);
    overflow: clip;
    border-radius: var(--cf-stream-player-radius, 0);
    background: var(--cf-stream-letterbox-color, #0b0a0a);
    color-scheme: dark;
  }
  /* Keeps the height where the page has given a shape that CSS cannot read. */
  :host::before {
    content: '';
    display: block;
    inline-size: 100%;
    aspect-ratio: 16 / 9;
  }
  :host(:fullscreen) {
    aspect-ratio: auto;
    border-radius: 0;
  }
  .frame,
  video,
  canvas,
  .poster,
  .poster::slotted(*),
  .cover {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  video,
  canvas,
  img.poster,
  .poster::slotted(*) {
    object-fit: var(--_fit, contain);
  }
  .poster {
    display: block;
    pointer-events: none;
  }
  .frame {
    color: #fff;
    color-scheme: dark;
  }
  .cover {
    display: grid;
    place-content: safe center;
    justify-items: center;
    gap: 12px;
    padding: min(16px, 4cqi);
    border: 0;
    background: none;
    text-align: center;
  }
  /* The disc takes this on hover where the page gives no primary-color, or one that CSS cannot read. */
  .start {
    color: #c2410c;
    cursor: pointer;
  }
  .disc {
    display: grid;
    place-content: center;
    inline-size: clamp(56px, 14cqi, 88px);
    aspect-ratio: 1;
    border-radius: 50%;
    background: #14110fb8;
    box-shadow: 0 0 0 2px #ffffffe6, 0 6px 24px #0006;
    transition: background-color 0.15s, scale 0.15s;
  }
  .disc svg {
    inline-size: 45%;
    margin-inline: auto;
    translate: 6% 0;
    fill: #fff;
  }
  .start:hover .disc {
    color: var(--_chosen);
    background: currentColor;
    scale: 1.05;
  }
  :host(:focus-visible),
  .start:focus-visible {
    outline: none;
  }
  .start:focus-visible .disc,
  .panel button:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 4px;
    box-shadow: 0 0 0 9px #000;
  }
  .panel {
    background: #0b0a0ad1;
    font-size: clamp(12px, 4cqi, 15px);
    overflow: auto;
  }
  .panel :is(p, strong) {
    margin: 0;
    text-wrap: balance;
  }
  .panel strong {
    font-size: 1.2em;
  }
  .panel strong::before {
    content: '!' / '';
    display: block;
    box-sizing: content-box;
    inline-size: 2em;
    margin: 0 auto 0.5em;
    border: 2px solid;
    border-radius: 50%;
    line-height: 2em;
  }
  /* The sentence and the button need the room more. */
  @container (width < 400px) {
    .panel {
      gap: 6px;
    }
    .panel strong::before {
      display: none;
    }
  }
  @container (width < 300px) {
    .panel strong {
      display: none;
    }
  }
  .panel button {
    min-block-size: 44px;
    padding: 0.5em 1.25em;
    border: 0;
    border-radius: 999px;
    background: #fff;
    color: #000;
    font-weight: 600;
    cursor: pointer;
  }
  .spinner {
    inline-size: clamp(36px, 9cqi, 56px);
    aspect-ratio: 1;
    border: 4px solid #fff;
    border-inline: 0;
    border-radius: 50%;
    filter: drop-shadow(0 0 4px #000);
    animation: spin 0.9s linear infinite, appear 0.15s 0.3s backwards;
  }
  .waiting {
    pointer-events: none;
  }
  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }
  @keyframes appear {
    from {
      opacity: 0;
      visibility: hidden;
    }
  }
  @media (prefers-reduced-motion) {
    .spinner {
      animation: appear 1s 0.3s infinite alternate backwards !important;
    }
  }
  @media (forced-colors: active) {
    .disc,
    .panel button {
      border: 2px solid ButtonText;
    }
    .disc svg {
      fill: ButtonText;
    }
    /* Over the disc: beside it, there is only the picture. */
    .start:focus-visible .disc {
      outline-offset: -8px;
    }
  }
`;
