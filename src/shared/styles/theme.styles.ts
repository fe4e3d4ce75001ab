import { css } from 'lit';
import { baseStyles } from './base.styles.js';

/** Registered colours: an invalid value falls back to the inherited one, which is our own. */
for (const color of ['accent', 'on-accent', 'surface', 'text']) {
  try {
    CSS.registerProperty({ name: `--cf-stream_${color}`, syntax: '<color>', inherits: true, initialValue: 'gray' });
  } catch {
    // Already registered by another copy of this script, or not supported: values are used unchecked.
  }
}

/**
 * Base styles with accent colour and corner radius. Light and dark follow the page's `color-scheme`. An accent colour
 * with too little contrast is darkened on light, or lightened on dark.
 */
export const accentStyles = [
  baseStyles,
  css`
    :host {
      --cf-stream_accent: light-dark(oklch(from #c2410c min(l, 0.55) c h), oklch(from #fb923c max(l, 0.7) c h));
      --_radius: var(--cf-stream-radius, 12px);
    }
    :host > * {
      --cf-stream_accent: light-dark(
        oklch(from var(--_chosen, #c2410c) min(l, 0.55) c h),
        oklch(from var(--_chosen, #fb923c) max(l, 0.7) c h)
      );
      --_accent: var(--cf-stream_accent);
    }
  `,
];

/** The same, with the colours of surfaces and their content. */
export const themeStyles = [
  accentStyles,
  css`
    :host {
      --cf-stream_on-accent: light-dark(#fff, #26130a);
      --cf-stream_surface: light-dark(#fff, #1b1a19);
      --cf-stream_text: light-dark(#211e1b, #f4f1ee);
    }
    :host > * {
      --cf-stream_on-accent: var(--cf-stream-on-accent-color, light-dark(#fff, #26130a));
      --cf-stream_surface: var(--cf-stream-surface-color, light-dark(#fff, #1b1a19));
      --cf-stream_text: var(--cf-stream-text-color, light-dark(#211e1b, #f4f1ee));
      --_on-accent: var(--cf-stream_on-accent);
      --_surface: var(--cf-stream_surface);
      --_surface-raised: light-dark(#f6f4f2, #272523);
      --_text: var(--cf-stream_text);
      --_text-muted: light-dark(#65605a, #b3aca5);
      --_line: light-dark(#d8d3ce, #45413d);
      --_danger: light-dark(#b42318, #fda29b);
      --_success: light-dark(#157347, #75d6a1);
      --_focus: 0 0 0 2px var(--_surface), 0 0 0 4px var(--_accent);
    }
  `,
];

/** Styles that hide an element visually, but not from screen readers. */
export const visuallyHidden = css`
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
