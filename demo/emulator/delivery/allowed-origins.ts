import type { Settings } from '../state/settings.js';
import { AccessError } from './access-error.js';
import type { Visitor } from './visitor.js';

/**
 * Holds a page to the origins that may show a video; none named means all.
 *
 * @throws {AccessError} 403 naming the reason.
 * @see https://developers.cloudflare.com/stream/viewing-videos/securing-your-stream/
 */
export function checkAllowedOrigins(
  allowed: readonly string[],
  { origin }: Visitor,
  { withoutOrigin }: Settings,
): void {
  if (allowed.length === 0) return;
  if (origin === null ? withoutOrigin === 'allow' : allowed.some((pattern) => matches(pattern, origin))) return;
  throw new AccessError(
    403,
    `403 forbidden ${origin === null ? 'a request without an origin' : 'this origin'} is not in allowedOrigins`,
  );
}

/** `*.example.com` is every subdomain at any depth, and not `example.com`; a port has to be named. */
function matches(pattern: string, host: string): boolean {
  const wanted = pattern
    .trim()
    .toLowerCase()
    .replace(/:(?:80|443)$/, '');
  if (wanted === '*') return true;
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) && host.length > wanted.length - 1 : host === wanted;
}
