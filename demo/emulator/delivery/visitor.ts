import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import type { Settings } from '../state/settings.js';

/** Client of a request, as far as access depends on it. */
export interface Visitor {
  readonly ip: string;
  /** Two letters in capitals; empty while unknown. */
  readonly country: string;
  /** Host and non-default port of the requesting page; `null` if unknown. */
  readonly origin: string | null;
}

/**
 * Reads the client of a request. On one machine, all have the same address and no country, so both can be set: by the
 * headers that Cloudflare forwards, or by settings.
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
  // “null” is the origin of a sandboxed page, which cannot be on a list.
  return URL.canParse(url) ? new URL(url).host : url;
}
