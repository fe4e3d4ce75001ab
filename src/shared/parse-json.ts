/**
 * Reads an answer that should be JSON; `undefined` where it is not.
 *
 * @since 0.1.0
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
