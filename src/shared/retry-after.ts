/**
 * Reads a `Retry-After` header: whole seconds or an HTTP date.
 *
 * @returns milliseconds to wait, at least 0, or `null` where it says nothing usable.
 */
export function parseRetryAfter(value: string | null | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const dateMs = parseHttpDate(text);
  return dateMs === null ? null : Math.max(0, dateMs - nowMs);
}

/** Reads an HTTP date; gives milliseconds since the epoch, or `null` where it is none. */
export function parseHttpDate(value: string | null): number | null {
  // Only its shape: Date.parse() alone would take "-5" and other things for one.
  if (value === null || !/^[A-Z][a-z]{2,8}, .{1,40}$/.test(value)) return null;
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? null : dateMs;
}
