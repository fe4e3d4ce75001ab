import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import type { Settings } from '../state/settings.js';

/** Who asks, as far as access depends on it. */
export interface Visitor {
  readonly ip: string;
  /** Two letters in capitals; empty while unknown. */
  readonly country: string;
  /** Host and, unless it is the usual one, port of the page that asks; `null` where it does not say. */
  readonly origin: string | null;
}

/**
 * Reads who asks. On one machine everybody has the same address and no country, so both can be named: by the headers in
 * which Cloudflare passes them on, or by the switches.
 */
export function readVisitor(c: Context, { visitorIp, visitorCountry }: Settings): Visitor {
  const { incoming } = c.env as { readonly incoming?: IncomingMessage };
  const ip = c.req.header('cf-connecting-ip') ?? (visitorIp || (incoming?.socket.remoteAddress ?? ''));
  return {
    // A v4 address that came through a v6 socket is still one.
    ip: ip.replace(/^::ffff:(?=\d+\.)/, ''),
    country: (c.req.header('cf-ipcountry') ?? visitorCountry).toUpperCase(),
    origin: hostOf(c.req.header('origin')) ?? hostOf(c.req.header('referer')),
  };
}

function hostOf(url: string | undefined): string | null {
  if (url === undefined || url === '') return null;
  // "null" is what a page in a sandbox sends: an origin, and none that could be on a list.
  return URL.canParse(url) ? new URL(url).host : url;
}
