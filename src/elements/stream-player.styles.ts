import { css } from 'lit';

export const playerStyles = css`
  :host {
    display: block;
    position: relative;
    container: player / inline-size;
    aspect-ratio: var(--cf-stream-aspect-ratio, 16 / 9);
    overflow: hidden;
    border-radius: var(--cf-stream-player-radius, 0);
    background: #0b0a0a;
    color: #fff;
    font: var(--_font);
    color-scheme: dark;
  }
  :host(:fullscreen) {
    aspect-ratio: auto;
    border-radius: 0;
  }
  .frame,
  video,
  canvas,
  .poster,
  .cover {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  video,
  canvas,
  img.poster,
  .poster ::slotted(*) {
    object-fit: contain;
  }
  .cover {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 0.75rem;
    padding: 1rem;
    border: 0;
    background: none;
    text-align: center;
  }
  .start {
    cursor: pointer;
    color: inherit;
  }
  .disc {
    display: grid;
    place-content: center;
    inline-size: clamp(56px, 14cqi, 88px);
    aspect-ratio: 1;
    border-radius: 50%;
    background: rgb(20 17 15 / 0.72);
    box-shadow: 0 0 0 2px rgb(255 255 255 / 0.9), 0 6px 24px rgb(0 0 0 / 0.4);
    transition: background-color 0.15s, scale 0.15s;
  }
  .disc svg {
    inline-size: 45%;
    margin-inline: auto;
    translate: 6% 0;
    fill: currentColor;
  }
  .start:hover .disc {
    background: var(--cf-stream-accent-color, #c2410c);
    scale: 1.05;
  }
  .start:focus-visible {
    outline: none;
  }
  .start:focus-visible .disc {
    outline: 3px solid #fff;
    outline-offset: 5px;
  }
  .panel {
    background: rgb(11 10 10 / 0.82);
  }
  .panel p {
    margin: 0;
    max-inline-size: 36ch;
    text-wrap: balance;
  }
  .panel button {
    min-block-size: 40px;
    padding: 0.5em 1.25em;
    border: 0;
    border-radius: 999px;
    background: #fff;
    color: #1b1a19;
    font-weight: 600;
    cursor: pointer;
  }
  .panel button:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 3px;
  }
  .spinner {
    inline-size: clamp(36px, 9cqi, 56px);
    aspect-ratio: 1;
    border: 3px solid rgb(255 255 255 / 0.3);
    border-block-start-color: #fff;
    border-radius: 50%;
    animation: spin 0.9s linear infinite;
  }
  .quiet {
    pointer-events: none;
  }
  progress {
    inline-size: min(60cqi, 240px);
    block-size: 6px;
    accent-color: var(--cf-stream-accent-color, #fb923c);
  }
  cf-stream-controls {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
  }
  :host(:state(playing):not(:hover):not(:focus-within)) cf-stream-controls {
    opacity: 0;
    transition: opacity 0.4s 1.2s;
  }
  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }
  @media (forced-colors: active) {
    .disc,
    .panel button {
      border: 2px solid ButtonText;
    }
  }
`;
