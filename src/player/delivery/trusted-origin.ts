import { parseUrl } from './delivery-url.js';
import { isStreamOrigin } from './source.js';

/**
 * Tells whether a token may go to a URL: to Stream's own hosts, and to the one origin beside them that is stated by
 * somebody who is trusted with tokens.
 *
 * @param url - Absolute URL, read as a browser reads it. What is none gets no token.
 */
export function mayHaveToken(url: string, statedOrigin?: string): boolean {
  const parsed = parseUrl(url);
  if (!parsed) return false;
  const { protocol, host, username, password } = parsed;
  // Not its `origin`: that of a blob is the origin of whoever made it.
  const origin = `${protocol}//${host}`;
  return !username && !password && (origin === statedOrigin || isStreamOrigin(origin));
}
