import { css } from 'lit';

/**
 * Base styles of every part. A site sets the public `--cf-stream-*` properties; parts read the private `--_*` ones.
 * Light and dark follow the page's `color-scheme`. The accent colour is made darker on light, or lighter on dark, where
 * it could not be told from what is around it.
 */
export const baseStyles = css`
  :host {
    --_chosen: var(--_primaryColor, var(--cf-stream-accent-color));
    --_accent: light-dark(
      oklch(from var(--_chosen, #c2410c) min(l, 0.55) c h),
      oklch(from var(--_chosen, #fb923c) max(l, 0.7) c h)
    );
    --_radius: var(--cf-stream-radius, 12px);
    --_font: var(--cf-stream-font, 500 0.9375rem / 1.4 system-ui, sans-serif);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
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
