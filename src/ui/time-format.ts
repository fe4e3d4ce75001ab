const UNITS = ['hour', 'minute', 'second'] as const;

/** Formatters are slow to make, and a playing video asks for one several times a second. */
const formats = new Map<string, Intl.NumberFormat>();

/**
 * A media time as players write it: `0:12`, `12:04`, `1:02:03`. Begun seconds count when they are over; a time that
 * is not known is `0:00`.
 *
 * @param seconds - Media time in seconds.
 * @since 0.1.0
 */
export function formatClock(seconds: number): string {
  const [hours, minutes, rest] = split(seconds);
  const padded = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

/**
 * A media time as it is said: `1 minute 4 seconds`.
 *
 * @param seconds - Media time in seconds.
 * @param locale - Language of the words, as a BCP 47 tag.
 * @since 0.1.0
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

function formatOf(locale: string, unit: (typeof UNITS)[number]): Intl.NumberFormat {
  const key = `${locale} ${unit}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
    formats.set(key, format);
  }
  return format;
}
