import { css } from 'lit';

/** Base styles of every part. A site sets the public `--cf-stream-*` properties; parts use the private `--_*` ones. */
export const baseStyles = css`
  :host {
    writing-mode: horizontal-tb;
    --_chosen: var(--_primaryColor, var(--cf-stream-accent-color));
    --_font: var(--cf-stream-font);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  /* The outermost box: nothing that the page's text inherits gets past it. Pages reach the host itself, but not this. */
  .frame {
    all: initial;
    visibility: inherit;
    pointer-events: inherit;
    color-scheme: inherit;
    -webkit-locale: inherit;
    -webkit-text-size-adjust: 100%;
    font: 500 15px / 1.4 system-ui, sans-serif;
  }
  /* Where the page has given no font, or one that CSS cannot read, that of the frame is inherited. */
  .frame > * {
    font: var(--_font);
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  button,
  input {
    font: inherit;
    color: inherit;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition-duration: 0s !important;
      animation-duration: 0.01ms !important;
    }
  }
`;
