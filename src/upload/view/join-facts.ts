import { html, type TemplateResult } from 'lit';

/**
 * Joins short facts into a line in the direction of the page: each by itself, since what a language writes around a
 * number may turn the whole line.
 */
export function joinFacts(facts: readonly string[]): TemplateResult[] {
  return facts.map((fact, index) => html`${index > 0 ? ' · ' : ''}<bdi>${fact}</bdi>`);
}
