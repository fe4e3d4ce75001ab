const UNITS = ['hour', 'minute', 'second'] as const;

/** Cached, as formatters are slow to create and a playing video needs them several times a second. */
const formats = new Map<string, Intl.NumberFormat>();

/**
 * Formats a media time as players do: `0:12`, `12:04`, `1:02:03`. Rounds down to whole seconds; an unknown time is
 * `0:00`.
 *
 * @param seconds - Media time in seconds.
 * @param locale - BCP 47 tag, for the digits.
 */
export function formatClock(seconds: number, locale = 'en'): string {
  const [hours, minutes, rest] = split(seconds);
  const plain = digitsOf(locale, 1);
  const padded = digitsOf(locale, 2);
  const parts = hours > 0 ? [plain.format(hours), padded.format(minutes)] : [plain.format(minutes)];
  return [...parts, padded.format(rest)].join(':');
}

/**
 * Formats a media time in words: `1 minute 4 seconds`.
 *
 * @param seconds - Media time in seconds.
 * @param locale - Language of the words, as a BCP 47 tag.
 */
export function formatSpokenTime(seconds: number, locale: string): string {
  const values = split(seconds);
  const said = UNITS.flatMap((unit, index) => {
    const value = values[index] ?? 0;
    return value > 0 ? [formatOf(locale, unit).format(value)] : [];
  });
  return said.length > 0 ? said.join(' ') : formatOf(locale, 'second').format(0);
}

function split(seconds: number): [hours: number, minutes: number, seconds: number] {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
}

function digitsOf(locale: string, minimumIntegerDigits: number): Intl.NumberFormat {
  return cached(
    `${locale} ${minimumIntegerDigits}`,
    () => new Intl.NumberFormat(locale, { minimumIntegerDigits, useGrouping: false }),
  );
}

function formatOf(locale: string, unit: (typeof UNITS)[number]): Intl.NumberFormat {
  return cached(`${locale} ${unit}`, () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }));
}

function cached(key: string, make: () => Intl.NumberFormat): Intl.NumberFormat {
  let format = formats.get(key);
  if (!format) {
    format = make();
    formats.set(key, format);
  }
  return format;
}
