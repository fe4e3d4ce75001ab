/**
 * Somebody else's value as an object whose fields can be looked at; `undefined` where it is none.
 *
 * @since 0.1.0
 */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}
