import type { MiddlewareHandler } from 'hono';

/** Whether it is a name of this machine, as the host part of a URL. */
export function isLoopbackName(name: string): boolean {
  return /^(?:localhost|(?:[a-z\d-]+\.)+localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(name.toLowerCase());
}

/** Whether `Host` or an origin's host, with or without a port, is of this machine. */
function isLoopbackHost(host: string): boolean {
  return isLoopbackName(host.replace(/:\d{1,5}$/, ''));
}

/** Tells whether an origin is a page served by this machine. `null`, as of a file or a sandbox, is not. */
export function isLoopbackOrigin(origin: string): boolean {
  const [, host] = /^https?:\/\/([^/?#@\\]+)$/.exec(origin) ?? [];
  return host !== undefined && isLoopbackHost(host);
}

/** Returns why a request is not from this machine's own pages or programs; `undefined` if it is. */
function findReason(header: (name: string) => string | undefined, method: string): string | undefined {
  // A foreign name that resolves to this machine would make its pages same-origin.
  if (!isLoopbackHost(header('Host') ?? 'localhost')) return 'Ask for localhost: no other name is answered here.';
  const origin = header('Origin');
  const site = header('Sec-Fetch-Site');
  if (origin !== undefined ? !isLoopbackOrigin(origin) : site === 'cross-site')
    return 'Pages of other machines may not control the local Stream.';
  // Programs other than browsers send neither header, and pages cannot make them send requests.
  const isPage = origin !== undefined || site !== undefined;
  if (isPage && method === 'POST' && !/^application\/json\s*(?:;|$)/i.test(header('Content-Type') ?? ''))
    return 'A page must send application/json, for which browsers ask first.';
  return undefined;
}

/** Refuses requests from pages of other machines, whatever name they use for this one. */
export const fromOwnMachine: MiddlewareHandler = async (c, next) => {
  const reason = findReason((name) => c.req.header(name), c.req.method);
  if (reason !== undefined) return c.json({ error: { code: 'FORBIDDEN', message: reason } }, 403);
  return next();
};
