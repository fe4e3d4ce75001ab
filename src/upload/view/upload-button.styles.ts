import { css } from 'lit';

/** Styles of the uploader's text buttons and icons. */
export const uploadButtonStyles = css`
  button {
    font: inherit;
    cursor: pointer;
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) * 0.66);
    transition: background-color 0.15s;
  }
  button:focus-visible {
    outline: 2px solid transparent;
    box-shadow: var(--_focus);
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  .primary,
  .plain {
    min-block-size: 44px;
    max-inline-size: 100%;
    padding: 6px 16px;
    font-weight: 600;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .plain {
    border-color: var(--_line);
    background: none;
    color: var(--_text);
  }
  .plain:hover:enabled {
    background: color-mix(in srgb, var(--_text) 8%, transparent);
  }
  .primary {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .primary:hover:enabled {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }
  .icon {
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  @media (forced-colors: active) {
    button {
      border-color: ButtonBorder;
    }
    button:focus-visible {
      outline-color: Highlight;
      outline-offset: 2px;
    }
    button:disabled {
      opacity: 1;
      color: GrayText;
      border-color: GrayText;
    }
  }
`;
