import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { ApiError } from '../shared/envelope.js';
import type { KeyStore } from '../state/key-store.js';
import { parseTokenRequest, type TokenRequest } from './token-request.js';

/** Dependencies of signing tokens. */
export interface SigningContext {
  readonly keys: KeyStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Makes the token that `POST …/token` answers. Its `exp` and `nbf` are strings, as in Cloudflare's.
 *
 * @throws {ApiError} `badRequest` for a body that says something impossible, or a key that is none of this account's.
 */
export async function signToken(context: SigningContext, uid: string, body: Record<string, unknown>): Promise<string> {
  const request = parseTokenRequest(body, Math.floor(context.now() / 1000));
  const { id, key } = await chooseKey(context, request.own);
  const payload = { sub: uid, kid: id, exp: String(request.exp), nbf: String(request.nbf), ...request.claims };
  const signed = [{ alg: 'RS256', kid: id }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}

async function chooseKey(
  { keys }: SigningContext,
  own: TokenRequest['own'],
): Promise<{ readonly id: string; readonly key: KeyObject }> {
  if (!own) {
    const account = await keys.ownKey();
    return { id: account.id, key: createPrivateKey({ key: account.privateJwk, format: 'jwk' }) };
  }
  const key = readPem(own.pem);
  // An unusable token is better refused at once.
  if (!keys.publicKey(own.id)?.equals(createPublicKey(key)))
    throw new ApiError('badRequest', 'id and pem are no key of this account');
  return { id: own.id, key };
}

function readPem(pem: string): KeyObject {
  try {
    return createPrivateKey(pem.includes('-----BEGIN') ? pem : Buffer.from(pem, 'base64').toString());
  } catch {
    throw new ApiError('badRequest', 'pem is not a private key');
  }
}
