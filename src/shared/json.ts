/** Most characters of JSON that are read: an endpoint's answer has a few hundred. */
const MAX_JSON = 65_536;

/** Parses a text that should be JSON; gives `undefined` where it is none, or far too long to be what is expected. */
export function parseJson(text: string): unknown {
  if (text.length > MAX_JSON) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Takes an unknown value as an object whose fields can be read; gives `undefined` where it is none. */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

/** Takes somebody else's value as a percentage, 0–100; gives `null` where it is none. */
export function asPercent(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : null;
}
