import { interpolate } from '../../shared/i18n/format.js';
import type { UploadWords } from './words.js';

/** Limits that the texts name. */
export interface UploadLimits {
  /** Largest size in bytes. */
  readonly maxBytes: number;
  /** Longest duration in seconds, where there is a limit. */
  readonly maxSeconds: number | null;
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Keeps a number and its unit on one line. */
const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

/**
 * Writes a number of bytes as people read it: `12.4 MB`. Decimal units, as Stream states its limits.
 *
 * @param per - What follows the unit: `-per-second` for a speed.
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
  // The short form of English says "0 byte".
  const unitDisplay = step === 0 && per === '' ? 'long' : 'short';
  return unbroken(
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits }).format(value),
  );
}

/**
 * Writes a time span in one unit or two, coarser the longer it is, so that it does not flicker: `40 sec`, `3 min`,
 * `1 hr 20 min`.
 */
export function formatSeconds(seconds: number, locale: string): string {
  const unit = (value: number, name: 'second' | 'minute' | 'hour'): string =>
    unbroken(new Intl.NumberFormat(locale, { style: 'unit', unit: name }).format(value));
  if (seconds < 10) return unit(Math.max(1, Math.ceil(seconds)), 'second');
  if (seconds < 55) return unit(Math.ceil(seconds / 5) * 5, 'second');
  const minutes = Math.ceil(seconds / 60 - 0.1);
  if (minutes < 60) return unit(minutes, 'minute');
  const rest = Math.ceil((minutes % 60) / 5) * 5;
  const hours = Math.floor(minutes / 60) + (rest === 60 ? 1 : 0);
  return rest % 60 === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')}\u00a0${unit(rest, 'minute')}`;
}

/** Says which files are taken. */
export function formatLimits(
  { limits, limitsWithLength }: Pick<UploadWords, 'limits' | 'limitsWithLength'>,
  locale: string,
  { maxBytes, maxSeconds }: UploadLimits,
): string {
  const size = formatBytes(maxBytes, locale);
  return maxSeconds === null
    ? interpolate(limits, { size })
    : interpolate(limitsWithLength, { size, length: formatSeconds(maxSeconds, locale) });
}
