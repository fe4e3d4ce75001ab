import { SignJWT, importJWK, type CryptoKey, type JWK } from 'jose';
import type { TokenOptions } from './restrictions.js';
import { SettingsError, type Settings } from './settings.js';

/** Signed playback token and its expiry. */
export interface SignedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Signs playback tokens for one key. */
export interface TokenSigner {
  /** Imports the key, so that an invalid one is found at the start. @throws {SettingsError} If it cannot be used. */
  check(): Promise<void>;
  /** @throws {SettingsError} If the key cannot be used. */
  sign(uid: string, options?: TokenOptions): Promise<SignedToken>;
}

/** Stream's clock may be slightly behind ours, so tokens are valid from a minute ago. */
const CLOCK_SKEW_SECONDS = 60;

/**
 * Creates the signer of playback tokens.
 *
 * @param now - Milliseconds since the epoch.
 */
export function createTokenSigner(
  settings: Pick<Settings, 'signing' | 'tokenTtlSeconds'>,
  now: () => number = Date.now,
): TokenSigner {
  const { signing, tokenTtlSeconds } = settings;
  let imported: Promise<CryptoKey> | undefined;
  // Importing takes about as long as signing, so it is done once.
  const key = (): Promise<CryptoKey> => (imported ??= importSigningKey(signing));
  return {
    async check() {
      await key();
    },
    async sign(uid, { exp = Infinity, ...claims } = {}) {
      const issuedAt = Math.floor(now() / 1000);
      const expiresAt = Math.min(Math.floor(exp), issuedAt + tokenTtlSeconds);
      const token = await new SignJWT({ ...claims, sub: uid, kid: signing.keyId })
        .setProtectedHeader({ alg: 'RS256', kid: signing.keyId })
        .setNotBefore(issuedAt - CLOCK_SKEW_SECONDS)
        .setExpirationTime(expiresAt)
        .sign(await key());
      return { token, expiresAt: new Date(expiresAt * 1000) };
    },
  };
}

async function importSigningKey({ jwk, pem }: Settings['signing']): Promise<CryptoKey> {
  const setting = jwk === undefined ? 'STREAM_SIGNING_PEM' : 'STREAM_SIGNING_JWK';
  try {
    return await (jwk === undefined ? importPem(pem ?? '') : importStreamJwk(jwk));
  } catch {
    // The cause may quote the key, so it is left out.
    throw new SettingsError(`${setting} is not a private RSA key as Stream gives it out (base64).`);
  }
}

async function importStreamJwk(text: string): Promise<CryptoKey> {
  const key = await importJWK(JSON.parse(text.startsWith('{') ? text : atob(text)) as JWK, 'RS256');
  if (key instanceof Uint8Array || key.type !== 'private') throw new TypeError('not a private key');
  return key;
}

/** Stream's `pem` is PKCS#1 in base64; Web Crypto reads PKCS#8 only, which is the same key in a fixed wrapper. */
async function importPem(text: string): Promise<CryptoKey> {
  const pem = text.includes('-----BEGIN') ? text : atob(text.replace(/\s+/g, ''));
  // Settings files often contain line breaks as the two characters \n.
  const match = /-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END/.exec(pem.replaceAll('\\n', '\n'));
  if (!match?.[2]) throw new TypeError('no private key');
  const der = Uint8Array.from(atob(match[2].replace(/\s+/g, '')), (char) => char.charCodeAt(0));
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  return crypto.subtle.importKey('pkcs8', match[1] ? pkcs1ToPkcs8(der) : der, algorithm, false, ['sign']);
}

const VERSION_0 = [0x02, 0x01, 0x00];
const RSA_ENCRYPTION = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

function pkcs1ToPkcs8(pkcs1: Uint8Array): Uint8Array<ArrayBuffer> {
  const octets = derValue(0x04, pkcs1);
  return derValue(0x30, Uint8Array.from([...VERSION_0, ...RSA_ENCRYPTION, ...octets]));
}

/** Encodes one DER value: tag, length, content. */
function derValue(tag: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Uint8Array.from([tag, ...length, ...content]);
}
