/**
 * Parses a `Retry-After` header: whole seconds or an HTTP date.
 *
 * @returns Delay in milliseconds, at least 0; `null` if there is no usable value.
 */
export function parseRetryAfter(value: string | null | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const dateMs = parseHttpDate(text);
  return dateMs === null ? null : Math.max(0, dateMs - nowMs);
}

/** Parses an HTTP date, in milliseconds since the epoch; `null` if it is invalid. */
export function parseHttpDate(value: string | null): number | null {
  // Checks the format: Date.parse() alone would accept “-5” and the like.
  if (value === null || !/^[A-Z][a-z]{2,8}, .{1,40}$/.test(value)) return null;
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? null : dateMs;
}
