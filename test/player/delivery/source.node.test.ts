import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSource, type SourceOptions, type StreamSource } from '../../../src/player/delivery/source.js';
import { tokenOf, UID } from '../../harness/tokens.js';

const SHARED = 'https://videodelivery.net';
const OWN = 'https://customer-abc123.cloudflarestream.com';
const TOKEN = tokenOf({ sub: UID, exp: 1 });

describe('parseSource', () => {
  const sources: [what: string, src: string, options: SourceOptions, expected: StreamSource][] = [
    ['a uid', UID, {}, { origin: SHARED, uid: UID }],
    ['a uid in capitals, with spaces around it', ` ${UID.toUpperCase()}\n`, {}, { origin: SHARED, uid: UID }],
    ['a uid with a customer code', UID, { customerCode: 'abc123' }, { origin: OWN, uid: UID }],
    [
      'a delivery origin in capitals',
      UID,
      { deliveryOrigin: 'HTTPS://Media.Example:443' },
      { origin: 'https://media.example', uid: UID },
    ],
    [
      'a uid with a delivery origin, which wins',
      UID,
      { customerCode: 'abc123', deliveryOrigin: 'http://localhost:4401/' },
      { origin: 'http://localhost:4401', uid: UID },
    ],
    ['a token', TOKEN, { customerCode: 'abc123' }, { origin: OWN, uid: UID, token: TOKEN }],
    ['a manifest', `${OWN}/${UID}/manifest/video.m3u8?clientBandwidthHint=1`, {}, { origin: OWN, uid: UID }],
    ['a manifest with a token', `${OWN}/${TOKEN}/manifest/video.mpd`, {}, { origin: OWN, uid: UID, token: TOKEN }],
    ['a watch page', `${OWN}/${UID}/watch`, {}, { origin: OWN, uid: UID }],
    ['an iframe', `${OWN}/${UID}/iframe?poster=x`, {}, { origin: OWN, uid: UID }],
    ['an iframe of the shared host', `https://iframe.videodelivery.net/${UID}`, {}, { origin: SHARED, uid: UID }],
    ['a watch page of the shared host', `https://watch.cloudflarestream.com/${UID}`, {}, { origin: SHARED, uid: UID }],
    ['a URL without a scheme', `//videodelivery.net/${UID}/manifest/video.m3u8`, {}, { origin: SHARED, uid: UID }],
    [
      'a URL with a delivery origin, which wins',
      `${OWN}/${UID}/watch`,
      { deliveryOrigin: 'https://media.example' },
      { origin: 'https://media.example', uid: UID },
    ],
    ['a URL with a port', `http://localhost:4401/${UID}/watch`, {}, { origin: 'http://localhost:4401', uid: UID }],
    ...[
      'customer-abc123',
      ' abc123',
      'abc123\n',
      'customer-abc123.cloudflarestream.com',
      'https://customer-abc123.cloudflarestream.com/',
      ' Customer-abc123.cloudflarestream.com ',
    ].map((customerCode): [string, string, SourceOptions, StreamSource] => [
      `a uid with a customer code ${JSON.stringify(customerCode)}`,
      UID,
      { customerCode },
      { origin: OWN, uid: UID },
    ]),
    ...['media.example', '//media.example', ' https://media.example ', 'media.example/', 'media.example:443'].map(
      (deliveryOrigin): [string, string, SourceOptions, StreamSource] => [
        `a uid with a delivery origin ${JSON.stringify(deliveryOrigin)}`,
        UID,
        { deliveryOrigin },
        { origin: 'https://media.example', uid: UID },
      ],
    ),
    ['a host without a scheme', `${OWN.slice(8)}/${UID}/watch`, {}, { origin: OWN, uid: UID }],
    ['a shared host without a scheme', `iframe.videodelivery.net/${UID}`, {}, { origin: SHARED, uid: UID }],
    [
      'a page of the dashboard',
      `https://dash.cloudflare.com/${'a'.repeat(32)}/stream/videos/${UID}`,
      { customerCode: 'abc123' },
      { origin: OWN, uid: UID },
    ],
    [
      'a shorter page of the dashboard',
      `https://dash.cloudflare.com/${'a'.repeat(32)}/stream/${UID}`,
      {},
      { origin: SHARED, uid: UID },
    ],
    [
      'a URL of the API',
      `https://api.cloudflare.com/client/v4/accounts/${'a'.repeat(32)}/stream/live_inputs/${UID}`,
      {},
      { origin: SHARED, uid: UID },
    ],
    [
      'a clip',
      `${OWN}/${UID}/manifest/clip.m3u8?time=10s&duration=5s`,
      {},
      { origin: OWN, uid: UID, clip: '?time=10s&duration=5s' },
    ],
  ];
  for (const [what, src, options, expected] of sources) {
    it(`reads ${what}`, () => assert.deepEqual(parseSource(src, options), expected));
  }

  const invalid: [what: string, src: string, options?: SourceOptions][] = [
    ['nothing', ''],
    ['a word', 'my-video'],
    ['a truncated uid', UID.slice(1)],
    ['a URL without a video', 'https://videodelivery.net/'],
    ['a file elsewhere', 'https://site.example/video.mp4'],
    ['a URL without a host', 'https://'],
    ['a token whose uid is a path', tokenOf({ sub: '../../else', exp: 1 })],
    ['a token whose uid is a host', tokenOf({ sub: '@elsewhere.example/', exp: 1 })],
    ['a token without a uid', tokenOf({ sub: '', exp: 1 })],
    ...[
      'x.elsewhere.example/',
      'a@elsewhere.example/',
      'a:b@elsewhere.example',
      'x.elsewhere.example#',
      'elsewhere.example\\',
      'abc.elsewhere',
      'abc:8443',
      'abc/..',
      'customer-',
      'customer-abc123.elsewhere.example',
      'https://customer-abc123.cloudflarestream.com/else',
      'abc123.cloudflarestream.com.elsewhere',
      'abc\t123',
      'ａbc123',
      'abc%2F',
      '?',
    ].map((customerCode): [string, string, SourceOptions] => [
      `a customer code ${JSON.stringify(customerCode)}`,
      UID,
      { customerCode },
    ]),
    ...[
      'https://media.example/videos',
      'https://media.example/?',
      'https://media.example/?a=b',
      'https://media.example/#a',
      'https://user@media.example',
      'https://user:password@media.example/',
      'https://customer-abc.cloudflarestream.com@elsewhere.example/',
      'https://media.example\\@elsewhere.example',
      'ftp://media.example',
      'data:text/plain,media',
      'blob:https://media.example/1',
      '//media.example/videos',
      'media.example/videos',
      'user@media.example',
      'javascript:alert(1)',
    ].map((deliveryOrigin): [string, string, SourceOptions] => [
      `a delivery origin ${JSON.stringify(deliveryOrigin)}`,
      UID,
      { deliveryOrigin },
    ]),
    ['a dashboard without a video', `https://dash.cloudflare.com/${'a'.repeat(32)}/stream`],
    ['an account in the dashboard', `https://dash.cloudflare.com/${'a'.repeat(32)}`],
    ['a delivery origin that is not a URL', UID, { deliveryOrigin: 'media' }],
    ['a delivery origin without a scheme', UID, { deliveryOrigin: 'localhost:4401' }],
  ];
  for (const [what, src, options] of invalid) {
    it(`refuses ${what}`, () =>
      assert.throws(() => parseSource(src, options), { name: 'StreamError', code: 'SOURCE_INVALID' }));
  }
});
