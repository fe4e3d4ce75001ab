import { html, type TemplateResult } from 'lit';

/**
 * Joins short facts into a line in the direction of the page: each by itself, since what a language writes around a
 * number may turn the whole line.
 */
export function joinFacts(facts: readonly string[]): TemplateResult[] {
  return facts.map((fact, index) => html`${index > 0 ? ' · ' : ''}<bdi>${fact}</bdi>`);
}

/**
 * Draws a file's name so that it is cut in its middle where it is too long: what tells files of a camera apart is at their
 * end. Only before plain ASCII, which neither joins nor marks what is before it, and where nothing is written from the right.
 */
export function cutInMiddle(name: string): TemplateResult {
  const [, start = name, end = ''] = /^([^\u0590-\u08ff\ufb1d-\ufefc]*?)([ -~]{0,12})$/s.exec(name) ?? [];
  return html`<span>${start}</span><span>${end}</span>`;
}
