import { ApiError } from './errors.js';

/** Hosts from which videos may be copied. */
export interface LinkOptions {
  /** Hosts such as `files.example.com`, `*.example.com` for all below it, or with a port. */
  readonly hosts: readonly string[];
  /** Whether Stream itself runs on this machine, like the local one: then URLs of this machine are allowed, too. */
  readonly isLocal: boolean;
}

/** Names that are valid only within a network. */
const PRIVATE_NAME = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa)$/;

/** Tells whether a URL's host is this machine. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);

/**
 * Checks a URL that Stream is to copy a video from: https, of a host that the settings name, by its name. It is Stream
 * that fetches it, from the internet; an address inside a network is refused all the same.
 *
 * @throws {ApiError} `LINK_REFUSED`. Its sentence does not hold the URL, which may be signed.
 */
export function readLink(value: unknown, { hosts, isLocal }: LinkOptions): string {
  if (hosts.length === 0) throw refused('Nothing is copied from URLs here: LINK_HOSTS names no host.');
  // The parser normalizes every form of an address: 0x7f.1 becomes 127.0.0.1.
  const url = typeof value === 'string' && value.length <= 4_096 && URL.canParse(value) ? new URL(value) : undefined;
  if (!url) throw refused('url must be a URL.', 400);
  const { protocol, hostname, host } = url;
  if (url.username !== '' || url.password !== '') throw refused('url must have no user and no password in it.', 400);
  const isHere = isLocal && isLoopback(hostname);
  if (!(protocol === 'https:' || (isHere && protocol === 'http:'))) throw refused('url must begin with https://.', 400);
  const isName = /[a-z]/i.test(hostname.split('.').at(-1) ?? '') && !hostname.startsWith('[') && hostname.includes('.');
  if (!isHere && (!isName || PRIVATE_NAME.test(hostname)))
    throw refused('Nothing is copied from addresses, or from inside a network.');
  if (!hosts.some((allowed) => fits(host, allowed)))
    throw refused('Nothing is copied from this host: LINK_HOSTS does not name it.');
  return url.href;
}

function fits(host: string, allowed: string): boolean {
  return allowed.startsWith('*.')
    ? host.endsWith(allowed.slice(1)) && host.length > allowed.length - 1
    : host === allowed;
}

function refused(message: string, status: 400 | 403 = 403): ApiError {
  return new ApiError(status, 'LINK_REFUSED', message);
}
