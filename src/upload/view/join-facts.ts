import { html, type TemplateResult } from 'lit';

/**
 * Joins short facts into a line in the page's direction, each isolated, since the marks around a number might reverse
 * the whole line.
 */
export function joinFacts(facts: readonly string[]): TemplateResult[] {
  return facts.map((fact, index) => html`${index > 0 ? ' · ' : ''}<bdi>${fact}</bdi>`);
}

/**
 * Renders a file name so that a long one is truncated in its middle: files of a camera differ at the end. Splits it
 * only before plain ASCII without joining or combining characters, and in no name written from right to left.
 */
export function cutInMiddle(name: string): TemplateResult {
  const [, start = name, end = ''] = /^([^\u0590-\u08ff\ufb1d-\ufefc]*?)([ -~]{0,12})$/s.exec(name) ?? [];
  return html`<span>${start}</span><span>${end}</span>`;
}
