import { svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { svgIcon } from './upload-view.js';

const SHAPES = {
  film: svg`<rect x="3.5" y="5" width="17" height="14" rx="2.5"/><path d="m10.5 9.5 4 2.5-4 2.5z"/>`,
  pause: svg`<path d="M9 6v12M15 6v12"/>`,
  play: svg`<path d="M8.5 5.8v12.4L18 12z"/>`,
  close: svg`<path d="m6.5 6.5 11 11m0-11-11 11"/>`,
  plus: svg`<path d="M12 5.5v13M5.5 12h13"/>`,
  check: svg`<path d="m5.5 12.5 4.2 4.2L18.5 8"/>`,
  alert: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5v5.2m0 3.2v.1"/>`,
} satisfies Record<string, SVGTemplateResult>;

/** Names of the uploader's icons. */
export type UploadIcon = keyof typeof SHAPES;

/** Renders an icon in the text colour, hidden from screen readers. */
export function uploadIcon(name: UploadIcon): TemplateResult {
  return svgIcon(name, SHAPES[name]);
}
