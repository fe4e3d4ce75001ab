import { svg, html } from 'lit';

/** The triangle of the large play button. */
export const playMark = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  ${svg`<path d="M6 3.6v16.8a1 1 0 0 0 1.53.85l13.2-8.4a1 1 0 0 0 0-1.7L7.53 2.75A1 1 0 0 0 6 3.6Z" />`}
</svg>`;
