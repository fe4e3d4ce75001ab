import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseTokenRequest } from '../../../demo/emulator/accounts/token-request.js';
import { startStream, type Envelope } from './support/running-stream.js';

const NOW = 1_700_000_000;
const anyRule = { type: 'any', action: 'block' };

describe('a request for a token', () => {
  it('has the documented defaults, and passes on valid claims', () => {
    assert.deepEqual(parseTokenRequest({}, NOW), { exp: NOW + 3600, nbf: NOW - 3600, claims: {}, own: undefined });
    const claims = {
      downloadable: true,
      flags: { original: true },
      accessRules: [
        { type: 'ip.geoip.country', action: 'allow', country: ['GB', 'de'] },
        { type: 'ip.src', action: 'allow', ip: ['192.0.2.1', '2001:db8::/32', '10.0.0.0/8', '::1'] },
        anyRule,
        anyRule,
        anyRule,
      ],
    };
    const request = parseTokenRequest({ ...claims, exp: NOW + 86_400, nbf: String(NOW + 0.5), other: 1 }, NOW);
    assert.deepEqual(request, { exp: NOW + 86_400, nbf: NOW, claims, own: undefined });
  });

  it('is refused with a message that names the invalid field', () => {
    const rule = (given: object) => ({ accessRules: [given] });
    const wrong: [Record<string, unknown>, RegExp][] = [
      [{ exp: NOW + 86_401 }, /^exp must be at most 24 hours/],
      [{ exp: 'soon' }, /^exp must be a time/],
      [{ exp: '' }, /^exp must be a time/],
      [{ nbf: null }, /^nbf must be a time/],
      [{ downloadable: 'true' }, /^downloadable/],
      [{ flags: true }, /^flags/],
      [{ flags: { original: 1 } }, /^flags/],
      [{ accessRules: {} }, /^accessRules must be a list/],
      [{ accessRules: Array(6).fill(anyRule) }, /^accessRules must be at most 5/],
      [rule({}), /^accessRules\[0\]\.type/],
      [rule({ type: 'any', action: 'deny' }), /^accessRules\[0\]\.action/],
      [rule({ type: 'ip.src', action: 'block' }), /^accessRules\[0\]\.ip/],
      [rule({ type: 'ip.src', action: 'block', ip: ['192.0.2'] }), /^accessRules\[0\]\.ip/],
      [rule({ type: 'ip.src', action: 'block', ip: ['192.0.2.0/33'] }), /^accessRules\[0\]\.ip/],
      [rule({ type: 'ip.src', action: 'block', ip: ['192.0.2.0/'] }), /^accessRules\[0\]\.ip/],
      [rule({ type: 'ip.geoip.country', action: 'block', country: ['GBR'] }), /^accessRules\[0\]\.country/],
      [rule({ type: 'ip.geoip.country', action: 'block', country: [] }), /^accessRules\[0\]\.country/],
      [{ id: 'x' }, /^id and pem must be given together/],
      [{ id: 'x', pem: 5 }, /^id and pem must be texts/],
    ];
    for (const [body, detail] of wrong)
      assert.throws(() => parseTokenRequest(body, NOW), { message: detail }, JSON.stringify(body));
  });

  it('is refused with a signing key that is not of this account', async (t) => {
    const stream = await startStream(t);
    const { uid } = await stream.createTus(5);
    const [first, second] = await Promise.all(
      [1, 2].map(() => stream.result<{ id: string; pem: string }>('/keys', { method: 'POST' })),
    );
    const ask = async (body: object) => {
      const response = await stream.api(`/${uid}/token`, { method: 'POST', body: JSON.stringify(body) });
      return ((await response.json()) as Envelope<unknown>).messages[0]?.message ?? response.status;
    };
    const pem = Buffer.from(first?.pem ?? '', 'base64').toString();
    assert.equal(await ask({ id: first?.id, pem }), 200);
    assert.equal(await ask({ id: first?.id, pem: second?.pem }), 'id and pem are no key of this account');
    assert.equal(await ask({ id: 'other', pem }), 'id and pem are no key of this account');
    assert.equal(await ask({ id: first?.id, pem: 'bm8ga2V5' }), 'pem is not a private key');
    await stream.result(`/keys/${first?.id}`, { method: 'DELETE' });
    assert.equal(await ask({ id: first?.id, pem }), 'id and pem are no key of this account');
  });
});
