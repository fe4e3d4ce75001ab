import { interpolate, type Plural } from './format.js';

/** Writes a count in words: the form that the language has for it, with the number in place of `{count}`. */
export function formatPlural(plural: Plural, count: number, locale: string): string {
  const form = plural[new Intl.PluralRules(locale).select(count)] ?? plural.other;
  return interpolate(form, { count: new Intl.NumberFormat(locale).format(count) });
}

/** Writes a fraction from 0 to 1 as whole percent. */
export function formatPercent(fraction: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(fraction);
}
