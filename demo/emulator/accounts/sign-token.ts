import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import type { StreamContext } from '../context.js';
import { ApiError } from './envelope.js';

/** Seconds a token may live, seconds it lives by default, and seconds its start lies back by default. */
const MAX_LIFE_SECONDS = 24 * 3600;
const DEFAULT_LIFE_SECONDS = 3600;
const DEFAULT_BACKDATE_SECONDS = 3600;

/**
 * Makes the token that `POST …/token` answers. Its `exp` and `nbf` are strings, as in Cloudflare's.
 *
 * @throws {ApiError} for a time that is no number or too far ahead, or a key that cannot be read.
 * @since 0.1.0
 */
export async function signToken(context: StreamContext, uid: string, body: Record<string, unknown>): Promise<string> {
  const nowSeconds = Math.floor(context.now() / 1000);
  const exp = readSeconds(body.exp, 'exp') ?? nowSeconds + DEFAULT_LIFE_SECONDS;
  const nbf = readSeconds(body.nbf, 'nbf') ?? nowSeconds - DEFAULT_BACKDATE_SECONDS;
  if (exp > nowSeconds + MAX_LIFE_SECONDS) throw new ApiError('badRequest', 'exp must be at most 24 hours ahead');
  const { id, key } = await chooseKey(context, body);
  const optional = ['downloadable', 'accessRules', 'flags'].filter((name) => body[name] !== undefined);
  const payload = {
    sub: uid,
    kid: id,
    exp: String(exp),
    nbf: String(nbf),
    ...Object.fromEntries(optional.map((name) => [name, body[name]])),
  };
  const signed = [{ alg: 'RS256', kid: id }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}

function readSeconds(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (!Number.isFinite(seconds)) throw new ApiError('badRequest', `${name} must be a time in seconds`);
  return Math.floor(seconds);
}

async function chooseKey(
  context: StreamContext,
  body: Record<string, unknown>,
): Promise<{ readonly id: string; readonly key: KeyObject }> {
  const { id, pem } = body;
  if (id === undefined && pem === undefined) {
    const own = await context.keys.ownKey();
    return { id: own.id, key: createPrivateKey({ key: own.privateJwk, format: 'jwk' }) };
  }
  if (typeof id !== 'string' || typeof pem !== 'string') {
    throw new ApiError('badRequest', 'id and pem must be given together');
  }
  try {
    return { id, key: createPrivateKey(pem.includes('-----BEGIN') ? pem : Buffer.from(pem, 'base64').toString()) };
  } catch {
    throw new ApiError('badRequest', 'pem is not a private key');
  }
}
