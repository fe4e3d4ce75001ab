import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { SettingsError } from '../../../demo/server/settings.js';
import { createTokenSigner } from '../../../demo/server/tokens.js';
import { KEY_ID, SIGNING_JWK, privateKey, publicKey } from './support/test-server.js';

const UID = '5d5bc37ffcf54c9b82e996823bffbb81';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const signer = (
  signing: { jwk?: string; pem?: string },
  ttl = 3_600,
  now?: () => number,
): ReturnType<typeof createTokenSigner> =>
  createTokenSigner({ signing: { keyId: KEY_ID, jwk: signing.jwk, pem: signing.pem }, tokenTtlSeconds: ttl }, now);

describe('createTokenSigner', () => {
  for (const [what, signing] of Object.entries({
    'the jwk as Stream gives it out': { jwk: SIGNING_JWK },
    'the jwk as plain JSON': { jwk: JSON.stringify(privateKey.export({ format: 'jwk' })) },
    'the pem as Stream gives it out (PKCS#1 in base64)': { pem: base64(pkcs1) },
    'a PKCS#1 pem': { pem: pkcs1 },
    'a PKCS#1 pem with its line ends as \\n': { pem: pkcs1.replaceAll('\n', '\\n') },
    'a PKCS#8 pem in base64': { pem: base64(pkcs8) },
    'a PKCS#8 pem': { pem: pkcs8 },
  })) {
    it(`signs with ${what}`, async () => {
      const { token } = await signer(signing).sign(UID);
      const { payload } = await jwtVerify(token, publicKey, { algorithms: ['RS256'], subject: UID });
      assert.equal(payload.kid, KEY_ID);
    });
  }

  it('puts only sub, kid, nbf and exp into a token', async () => {
    const now = Date.UTC(2030, 0, 1, 0, 0, 0, 900);
    const { token, expiresAt } = await signer({ jwk: SIGNING_JWK }, 600, () => now).sign(UID);
    const { payload } = await jwtVerify(token, publicKey, { currentDate: new Date(now) });
    const seconds = Math.floor(now / 1000);
    assert.deepEqual(payload, { sub: UID, kid: KEY_ID, nbf: seconds - 60, exp: seconds + 600 });
    assert.deepEqual(decodeProtectedHeader(token), { alg: 'RS256', kid: KEY_ID });
    assert.equal(expiresAt.toISOString(), '2030-01-01T00:10:00.000Z');
  });

  for (const [what, signing] of Object.entries({
    'a jwk that is not JSON': { jwk: base64('secret key material') },
    'a public jwk': { jwk: base64(JSON.stringify(publicKey.export({ format: 'jwk' }))) },
    'an Ed25519 jwk': {
      jwk: base64(JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))),
    },
    'a truncated pem': { pem: pkcs1.slice(0, 400) },
    'a public pem': { pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
    'a pem that holds no key': { pem: 'secret key material' },
  })) {
    it(`names the setting, but not the key, in the error for ${what}`, async () => {
      await assert.rejects(signer(signing).check(), (error: unknown) => {
        assert.ok(error instanceof SettingsError);
        assert.match(error.message, 'jwk' in signing ? /^STREAM_SIGNING_JWK is not/ : /^STREAM_SIGNING_PEM is not/);
        assert.ok(!error.message.includes('secret'));
        assert.equal(error.cause, undefined);
        return true;
      });
    });
  }
});
