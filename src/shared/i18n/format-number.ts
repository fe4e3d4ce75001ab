import { interpolate, type Plural } from './format.js';

/** Formats a count in words: the plural form of the language, with the number in place of `{count}`. */
export function formatPlural(plural: Plural, count: number, locale: string): string {
  const form = plural[new Intl.PluralRules(locale).select(count)] ?? plural.other;
  return interpolate(form, { count: new Intl.NumberFormat(locale).format(count) });
}

/** Formats a fraction from 0 to 1 as a whole percentage. */
export function formatPercent(fraction: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(fraction);
}
