import assert from 'node:assert/strict';
import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { LiveInput } from './support/live-input.js';
import { startStream, type RunningStream } from './support/running-stream.js';

type Claims = Record<string, unknown>;
type Headers = Record<string, string>;

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = () => Math.floor(Date.now() / 1000);
const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

function jwt(key: KeyObject, kid: string, claims: Claims, header: Claims = {}): string {
  const signed = `${encode({ alg: 'RS256', kid, ...header })}.${encode({ kid, exp: seconds() + 600, ...claims })}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}

const block = (rest: Claims) => ({ action: 'block', ...rest });
const allow = (rest: Claims) => ({ action: 'allow', ...rest });
const anyone = { type: 'any' };
const german = { 'cf-ipcountry': 'DE' };
const from = (ip: string) => ({ 'cf-connecting-ip': ip });

describe('access control', () => {
  const afters: (() => unknown)[] = [];
  let stream: RunningStream;
  let key: KeyObject;
  let kid: string;
  let uid: string;
  let publicUid: string;
  const get = (path: string, headers: Headers = {}) => fetch(`${stream.origin}${path}`, { headers });

  before(async () => {
    stream = await startStream({ after: (fn) => void afters.push(fn as () => unknown) });
    [uid, publicUid] = await Promise.all([stream.readyVideo(), stream.readyVideo({})]);
    const made = await stream.result<{ id: string; pem: string }>('/keys', { method: 'POST' });
    kid = made.id;
    key = createPrivateKey(Buffer.from(made.pem, 'base64').toString());
  });
  beforeEach(() =>
    stream.sim('PUT', 'settings', { visitorIp: '', visitorCountry: '', withoutOrigin: 'allow', notEncoded: '404' }),
  );
  after(async () => {
    for (const fn of afters) await fn();
  });

  describe('tokens', () => {
    const rules = (...accessRules: unknown[]) => jwt(key, kid, { sub: uid, accessRules });
    const malformedRules = /malformed token: check fields \["accessRules"\]/;
    const refused: [string, () => string | Promise<string>, RegExp, Headers?][] = [
      ['expired', () => jwt(key, kid, { sub: uid, exp: seconds() - 1 }), /token expired/],
      ['expired, as a string', () => jwt(key, kid, { sub: uid, exp: String(seconds() - 1) }), /token expired/],
      ['expired, with a fraction', () => jwt(key, kid, { sub: uid, exp: seconds() - 0.5 }), /token expired/],
      ['not valid yet', () => jwt(key, kid, { sub: uid, nbf: seconds() + 60 }), /not valid yet/],
      ['not valid yet, as a string', () => jwt(key, kid, { sub: uid, nbf: String(seconds() + 60) }), /not valid yet/],
      ['without an expiry', () => jwt(key, kid, { sub: uid, exp: undefined }), /\["exp"\]/],
      ['with an invalid expiry', () => jwt(key, kid, { sub: uid, exp: 'soon' }), /\["exp"\]/],
      ['without a video', () => jwt(key, kid, {}), /\["sub"\]/],
      ['signed by another key', () => jwt(newKey(), kid, { sub: uid }), /wrong signature/],
      ['naming an unknown key', () => jwt(key, 'f'.repeat(32), { sub: uid }), /unknown or revoked key/],
      ['of a revoked key', revokedToken, /unknown or revoked key/],
      [
        'without a signature',
        () => `${encode({ alg: 'none', kid })}.${encode({ sub: uid, kid, exp: seconds() + 60 })}.`,
        /alg/,
      ],
      ['signed with the public key as HS256', hs256Token, /alg/],
      ['with an altered payload', alteredToken, /wrong signature/],
      ['that is not JSON', () => 'aaaa.bbbb.cccc', /header/],
      ['with a part too many', () => `${jwt(key, kid, { sub: uid })}.x`, /three parts/],
      ['six rules', () => rules(...Array.from({ length: 6 }, () => allow(anyone))), malformedRules],
      ['a rule of an unknown type', () => rules(allow({ type: 'ip.asn' })), malformedRules],
      ['a rule with an unknown action', () => rules({ type: 'any', action: 'perhaps' }), malformedRules],
      ['an address rule without an address', () => rules(block({ type: 'ip.src' })), malformedRules],
      [
        'an address rule with an invalid address',
        () => rules(block({ type: 'ip.src', ip: ['10.0.0.0/33'] })),
        malformedRules,
      ],
      ['rules that are not a list', () => jwt(key, kid, { sub: uid, accessRules: 'all' }), malformedRules],
      ['everybody blocked', () => rules(block(anyone)), /blocked by rule on 'any'/],
      [
        'a blocked country',
        () => rules(block({ type: 'ip.geoip.country', country: ['US', 'DE'] })),
        /blocked by rule on 'ip.geoip.country'/,
        german,
      ],
      [
        'a country that is not allowed',
        () => rules(allow({ type: 'ip.geoip.country', country: ['US'] }), block(anyone)),
        /'any'/,
        german,
      ],
      [
        'a blocked address',
        () => rules(block({ type: 'ip.src', ip: ['203.0.113.7'] })),
        /blocked by rule on 'ip.src'/,
        from('203.0.113.7'),
      ],
      [
        'a blocked range',
        () => rules(block({ type: 'ip.src', ip: ['203.0.113.0/24'] })),
        /'ip.src'/,
        from('203.0.113.200'),
      ],
      [
        'a blocked v6 address',
        () => rules(block({ type: 'ip.src', ip: ['2001:db8::7'] })),
        /'ip.src'/,
        from('2001:0db8:0::7'),
      ],
      [
        'a blocked v6 range',
        () => rules(block({ type: 'ip.src', ip: ['2001:db8::/32'] })),
        /'ip.src'/,
        from('2001:db8:1::1'),
      ],
      ['a blocked loopback address', () => rules(block({ type: 'ip.src', ip: ['127.0.0.0/8', '::1'] })), /'ip.src'/],
      [
        'a blocking rule before an allowing one',
        () => rules(block({ type: 'ip.src', ip: ['203.0.113.7'] }), allow(anyone)),
        /'ip.src'/,
        from('203.0.113.7'),
      ],
    ];
    for (const [name, make, reason, headers] of refused) {
      it(`are refused: ${name}`, async () => {
        const response = await get(`/${await make()}/manifest/video.m3u8`, headers);
        assert.equal(response.status, 401);
        assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
        assert.equal(response.headers.get('access-control-allow-origin'), '*');
        const body = await response.text();
        assert.match(body, /^401 unauthorized /);
        assert.match(body, reason);
      });
    }

    const accepted: [string, () => Claims, Headers?][] = [
      ['a number as expiry', () => ({ sub: uid })],
      ['a string as expiry', () => ({ sub: uid, exp: String(seconds() + 60), nbf: String(seconds() - 60) })],
      ['a fraction as expiry', () => ({ sub: uid, exp: seconds() + 60.5, nbf: seconds() - 0.5 })],
      ['a public video', () => ({ sub: publicUid })],
      [
        'five rules that do not apply',
        () => ({
          sub: uid,
          accessRules: Array.from({ length: 5 }, () => block({ type: 'ip.src', ip: ['203.0.113.0/24'] })),
        }),
      ],
      [
        'an allowing rule before a blocking one',
        () => ({ sub: uid, accessRules: [allow({ type: 'ip.geoip.country', country: ['DE'] }), block(anyone)] }),
        german,
      ],
      [
        'an address outside a blocked range',
        () => ({ sub: uid, accessRules: [block({ type: 'ip.src', ip: ['203.0.113.0/25'] })] }),
        from('203.0.113.128'),
      ],
      [
        'a blocked country when the viewer’s country is unknown',
        () => ({ sub: uid, accessRules: [block({ type: 'ip.geoip.country', country: ['DE'] })] }),
      ],
    ];
    for (const [name, claims, headers] of accepted) {
      it(`are accepted: ${name}`, async () => {
        const response = await get(`/${jwt(key, kid, claims())}/manifest/video.m3u8`, headers);
        assert.equal(response.status, 200);
        assert.equal(response.headers.get('stream-media-id'), claims().sub);
      });
    }

    it('give access to the video that they name, and to no other', async () => {
      const other = jwt(key, kid, { sub: publicUid });
      assert.equal((await get(`/${other}/manifest/video.m3u8`)).headers.get('stream-media-id'), publicUid);
      const [child = ''] =
        /stream_\w+\.m3u8/.exec(await (await get(`/${await stream.token(uid)}/manifest/video.m3u8`)).text()) ?? [];
      assert.equal((await get(`/${other}/manifest/${child}`)).status, 404, 'a playlist of the private one');
      assert.equal((await get(`/${jwt(key, kid, { sub: 'f'.repeat(32) })}/manifest/video.m3u8`)).status, 404);
    });

    it('are checked against the visitorIp and visitorCountry settings', async () => {
      const token = rules(
        block({ type: 'ip.geoip.country', country: ['FR'] }),
        block({ type: 'ip.src', ip: ['198.51.100.1'] }),
      );
      const status = async () => (await get(`/${token}/manifest/video.m3u8`)).status;
      assert.equal(await status(), 200);
      await stream.sim('PUT', 'settings', { visitorCountry: 'FR' });
      assert.equal(await status(), 401);
      await stream.sim('PUT', 'settings', { visitorCountry: '', visitorIp: '198.51.100.1' });
      assert.equal(await status(), 401);
    });

    async function revokedToken(): Promise<string> {
      const made = await stream.result<{ id: string; pem: string }>('/keys', { method: 'POST' });
      const token = jwt(createPrivateKey(Buffer.from(made.pem, 'base64').toString()), made.id, { sub: uid });
      assert.equal((await get(`/${token}/manifest/video.m3u8`)).status, 200);
      await stream.result(`/keys/${made.id}`, { method: 'DELETE' });
      return token;
    }
    function hs256Token(): string {
      const signed = `${encode({ alg: 'HS256', kid })}.${encode({ sub: uid, kid, exp: seconds() + 60 })}`;
      const pem = createPublicKey(key).export({ type: 'spki', format: 'pem' });
      return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
    }
    function alteredToken(): string {
      const [header = '', , signature = ''] = jwt(key, kid, { sub: publicUid }).split('.');
      return `${header}.${encode({ sub: uid, kid, exp: seconds() + 600 })}.${signature}`;
    }
  });

  describe('allowed origins', () => {
    let held: string;
    before(async () => {
      held = await stream.readyVideo({ allowedorigins: 'example.com,*.example.org,localhost:8080' });
    });
    const cases: [string, Headers, number][] = [
      ['a listed origin', { origin: 'https://example.com' }, 200],
      ['a listed origin in capitals', { origin: 'https://EXAMPLE.com' }, 200],
      ['a subdomain of a listed origin', { origin: 'https://www.example.com' }, 403],
      ['a domain that only ends like a wildcard', { origin: 'https://notexample.org' }, 403],
      ['a subdomain of a wildcard', { origin: 'https://www.example.org' }, 200],
      ['a subdomain of a subdomain', { origin: 'https://a.b.example.org' }, 200],
      ['the domain of a wildcard itself', { origin: 'https://example.org' }, 403],
      ['a listed port', { origin: 'http://localhost:8080' }, 200],
      ['another port', { origin: 'http://localhost:3000' }, 403],
      ['no port', { origin: 'http://localhost' }, 403],
      ['a page without an origin', { origin: 'null' }, 403],
      ['a listed referrer', { referer: 'https://example.com/page?x' }, 200],
      ['another referrer', { referer: 'https://example.net/https://example.com/' }, 403],
    ];
    for (const [name, headers, status] of cases) {
      it(`${status === 200 ? 'let in' : 'keep out'} ${name}`, async () => {
        const response = await get(`/${held}/manifest/video.m3u8`, headers);
        assert.equal(response.status, status);
        assert.equal(response.headers.get('access-control-allow-origin'), '*');
        if (status === 403) assert.match(await response.text(), /^403 forbidden .*allowedOrigins$/);
      });
    }

    it('apply to segments and thumbnails, and in addition to a token', async () => {
      const allowed = { origin: 'https://example.com' };
      const token = jwt(key, kid, { sub: held });
      const master = await (await get(`/${token}/manifest/video.m3u8`, allowed)).text();
      const child = `/${token}/manifest/${/stream_\w+\.m3u8/.exec(master)![0]}`;
      const segment = new URL(
        /^\.\..*seg_1.*$/m.exec(await (await get(child, allowed)).text())![0],
        `${stream.origin}${child}`,
      );
      const picture = `/${held}/thumbnails/thumbnail.jpg`;
      for (const path of [child, segment.pathname + segment.search, picture]) {
        assert.equal((await get(path, allowed)).status, 200);
        assert.equal((await get(path, { origin: 'https://example.net' })).status, 403);
      }
    });

    it('let in a request without an origin, unless withoutOrigin is “refuse”', async () => {
      assert.equal((await get(`/${held}/manifest/video.m3u8`)).status, 200);
      await stream.sim('PUT', 'settings', { withoutOrigin: 'refuse' });
      assert.equal((await get(`/${held}/manifest/video.m3u8`)).status, 403);
      assert.equal((await get(`/${publicUid}/manifest/video.m3u8`)).status, 200, 'none are named for this one');
    });

    it('apply to a live input and its broadcast', async () => {
      const input = await LiveInput.create(stream, { allowedOrigins: ['example.com'] });
      const videoUid = await input.start({ video: publicUid });
      for (const id of [input.uid, videoUid]) {
        assert.equal((await get(`/${id}/manifest/video.m3u8`, { origin: 'https://example.com' })).status, 200);
        assert.equal((await get(`/${id}/manifest/video.m3u8`, { origin: 'https://example.net' })).status, 403);
      }
    });
  });

  it('tells a video that is not encoded yet from an unknown one, by message or by the status that notEncoded sets', async () => {
    const { uid: waiting } = await stream.createTus(1000);
    assert.match(await (await get(`/${waiting}/manifest/video.m3u8`)).text(), /^404 the video is not encoded yet$/);
    assert.match(await (await get(`/${'0'.repeat(32)}/manifest/video.m3u8`)).text(), /^404 not found$/);
    await stream.sim('PUT', 'settings', { notEncoded: '500-without-cors' });
    const response = await get(`/${waiting}/manifest/video.m3u8`, { origin: 'https://example.com' });
    assert.deepEqual([response.status, response.headers.get('access-control-allow-origin')], [500, null]);
    assert.equal((await get(`/${'0'.repeat(32)}/manifest/video.m3u8`)).status, 404);
  });
});
