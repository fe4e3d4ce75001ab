import { interpolate } from '../../shared/i18n/format.js';
import type { UploadWords } from './words.js';

/** Limits that appear in texts. */
export interface UploadLimits {
  /** Largest size in bytes. */
  readonly maxBytes: number;
  /** Longest duration in seconds; `null` without a limit. */
  readonly maxSeconds: number | null;
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Keeps a number and its unit on one line. */
export const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

/**
 * Formats a number of bytes for people: `12.4 MB`. In decimal units, like Stream's limits.
 *
 * @param per - Suffix of the unit: `-per-second` for a speed.
 */
export function formatBytes(bytes: number, locale: string, per: '' | '-per-second' = ''): string {
  let value = bytes;
  let step = 0;
  while (value >= 999.5 && step < BYTE_UNITS.length - 1) {
    value /= 1000;
    step += 1;
  }
  const maximumFractionDigits = step === 0 || value >= 99.5 ? 0 : 1;
  const unit = `${BYTE_UNITS[step] ?? 'byte'}${per}`;
  // The short form in English would be “0 byte”.
  const unitDisplay = step === 0 && per === '' ? 'long' : 'short';
  return unbroken(
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits }).format(value),
  );
}

/** Formats a duration exactly, as for limits: `1 min 30 sec`. */
export function formatLength(seconds: number, locale: string): string {
  const parts = [
    { value: Math.floor(seconds / 3600), unit: 'hour' },
    { value: Math.floor(seconds / 60) % 60, unit: 'minute' },
    { value: seconds % 60, unit: 'second' },
  ];
  const texts = parts.map(
    ({ value, unit }) => value && new Intl.NumberFormat(locale, { style: 'unit', unit }).format(value),
  );
  return unbroken(texts.filter(Boolean).join(' '));
}

/** Describes the accepted files. */
export function formatLimits(
  { limits, limitsWithLength }: Pick<UploadWords, 'limits' | 'limitsWithLength'>,
  locale: string,
  { maxBytes, maxSeconds }: UploadLimits,
): string {
  const size = formatBytes(maxBytes, locale);
  return maxSeconds === null
    ? interpolate(limits, { size })
    : interpolate(limitsWithLength, { size, length: formatLength(maxSeconds, locale) });
}
