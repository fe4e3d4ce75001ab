/** Most characters of JSON that are parsed: an endpoint's response has a few hundred. */
const MAX_JSON = 65_536;

/** Parses a text as JSON; `undefined` if it is invalid, or far too long. */
export function parseJson(text: string): unknown {
  if (text.length > MAX_JSON) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns a value as an object whose fields can be read; `undefined` if it is no object. */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

/** Clamps a foreign value to a percentage, 0–100; `null` if it is no number. */
export function asPercent(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : null;
}
