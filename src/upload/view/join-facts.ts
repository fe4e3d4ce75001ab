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
 * end. Not within Arabic letters, which join, nor before a mark.
 */
export function cutInMiddle(name: string): TemplateResult {
  const [, start = '', end = ''] = /^(.*?)([^\p{M}\p{sc=Arab}]{0,12})$/su.exec(name) ?? [];
  return html`<span>${start}</span><span>${end}</span>`;
}
