import { verify, type KeyObject } from 'node:crypto';
import { AccessError } from './access-error.js';
import { parseAccessRules, type AccessRule } from './access-rules.js';

/** Claims of an accepted token. */
export interface PlaybackToken {
  /** The video it is for. */
  readonly uid: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  /** Whether files may be downloaded with it. */
  readonly downloadable: boolean;
  /** Rules for who may watch with it. */
  readonly accessRules: readonly AccessRule[];
}

/**
 * Checks a signed token: RS256 only, a known key, its times, which may be numbers or texts, and the form of its rules.
 *
 * @param findKey answers the key of an id, unless it was revoked
 * @throws {AccessError} 401 with the reason.
 * @see https://developers.cloudflare.com/stream/viewing-videos/securing-your-stream/
 */
export function verifyPlaybackToken(
  token: string,
  findKey: (id: string) => KeyObject | undefined,
  nowSeconds: number,
): PlaybackToken {
  const [head = '', body = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0) throw unauthorized('malformed token: it has not three parts');
  const header = decode(head, 'header');
  // Whatever else it names, "none" and HS256 first of all, is an attempt to get in without a key.
  if (header.alg !== 'RS256') throw malformed('alg');
  const key = typeof header.kid === 'string' ? findKey(header.kid) : undefined;
  if (!key) throw unauthorized('unknown or revoked key');
  if (!verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))) {
    throw unauthorized('wrong signature');
  }
  const claims = decode(body, 'payload');
  if (typeof claims.sub !== 'string' || claims.sub === '') throw malformed('sub');
  const expiresAt = readTime(claims.exp, 'exp');
  if (expiresAt === undefined) throw malformed('exp');
  if (expiresAt <= nowSeconds) throw unauthorized('token expired');
  if ((readTime(claims.nbf, 'nbf') ?? 0) > nowSeconds) throw unauthorized('token not valid yet');
  const accessRules = parseAccessRules(claims.accessRules);
  if (!accessRules) throw malformed('accessRules');
  return { uid: claims.sub, expiresAt, downloadable: claims.downloadable === true, accessRules };
}

function unauthorized(reason: string): AccessError {
  return new AccessError(401, `401 unauthorized ${reason}`);
}

function malformed(what: string): AccessError {
  return unauthorized(`malformed token: check fields ["${what}"]`);
}

function decode(part: string, name: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw malformed(name);
}

function readTime(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) throw malformed(name);
  return seconds;
}
