/**
 * Finds the best available language: the same, or a more general one (`pt-BR` takes `pt`).
 *
 * @param wanted - BCP 47 tag, in any case.
 * @see https://www.rfc-editor.org/rfc/rfc4647#section-3.4
 */
export function matchLanguage(wanted: string, available: readonly string[]): string | undefined {
  const parts = wanted.toLowerCase().replaceAll('_', '-').split('-');
  // Codes of Hebrew and Indonesian before 1989, which some pages and browsers still use.
  if (parts[0] === 'iw') parts[0] = 'he';
  if (parts[0] === 'in') parts[0] = 'id';
  for (; parts.length > 0; parts.pop()) {
    const tag = parts.join('-');
    const found = available.find((name) => name.toLowerCase() === tag);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Tells whether `Intl` can format in a language. */
export function isSupportedLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
