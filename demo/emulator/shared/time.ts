/**
 * A time as Stream writes it: RFC 3339, UTC, with microseconds.
 *
 * @param ms milliseconds since the epoch
 */
export function toTimestamp(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
