import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayHaveToken } from '../../../src/player/delivery/signed-urls.js';

const STATED = 'https://media.example';

describe('mayHaveToken', () => {
  const trusted = [
    'https://videodelivery.net/x/manifest/video.m3u8',
    'https://cloudflarestream.com/x',
    'https://watch.cloudflarestream.com/x',
    'https://customer-abc123.cloudflarestream.com/x?a#b',
    'HTTPS://Customer-ABC123.CloudflareStream.COM:443/x',
    'https://customer-abc.cloudflarestream.com/../../x',
    'https://customer-abc.cloudflarestream.com\\x',
    '\thttps://customer-abc.cloudflare\nstream.com/x',
    // An ideographic full stop, which browsers read as a dot.
    'https://customer-abc。cloudflarestream.com/x',
    // Slashes do not matter behind a scheme that browsers know.
    'https:videodelivery.net/x',
    'https:////videodelivery.net/x',
  ];
  for (const url of trusted) {
    it(`allows Stream as ${JSON.stringify(url)}`, () => assert.equal(mayHaveToken(url), true));
  }

  const elsewhere = [
    'https://elsewhere.example/x',
    'https://customer-abc.cloudflarestream.com@elsewhere.example/',
    'https://customer-abc.cloudflarestream.com:x@elsewhere.example/',
    'https://elsewhere.example\\@videodelivery.net/',
    'https://elsewhere.example#@videodelivery.net/',
    'https://elsewhere.example?@videodelivery.net/',
    'https:\\\\elsewhere.example/videodelivery.net',
    'https:/\t/elsewhere.example/x',
    'https://user@videodelivery.net/x',
    'https://:password@videodelivery.net/x',
    'https://videodelivery.net./x',
    'https://videodelivery.net:8443/x',
    'https://videodelivery.net:80/x',
    'http://videodelivery.net/x',
    'http://customer-abc.cloudflarestream.com:443/x',
    'wss://videodelivery.net/x',
    'ftp://videodelivery.net/x',
    'data:https://videodelivery.net/x',
    'blob:https://videodelivery.net/31c9291a',
    'javascript://videodelivery.net/%0aalert(1)',
    'https://videodelivery.net.elsewhere.example/x',
    'https://elsewhere.videodelivery.net/x',
    'https://evilvideodelivery.net/x',
    'https://videodelivery.network/x',
    'https://xcloudflarestream.com/x',
    'https://customer-.cloudflarestream.com/x',
    'https://customer-abc.elsewhere.cloudflarestream.com/x',
    'https://customer-abc-def.cloudflarestream.com/x',
    'https://elsewhere.cloudflarestream.com/x',
    'https://customer-abc.cloudflarestream.com.elsewhere.example/x',
    'https://customer-abc%2Ecloudflarestream.com.elsewhere.example/x',
    // Letters of other alphabets that look the same.
    'https://vіdeodelivery.net/x',
    'https://xn--vdeodelivery-5fj.net/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
  ];
  for (const url of elsewhere) {
    it(`refuses ${JSON.stringify(url)}`, () => {
      assert.equal(mayHaveToken(url), false);
      assert.equal(mayHaveToken(url, STATED), false, 'whatever origin is stated');
    });
  }

  it('allows the stated origin, and no variant of it', () => {
    assert.equal(mayHaveToken('https://media.example/x', STATED), true);
    assert.equal(mayHaveToken('https://MEDIA.example:443/x', STATED), true);
    assert.equal(mayHaveToken('http://localhost:4401/x', 'http://localhost:4401'), true);
    for (const url of [
      'http://media.example/x',
      'https://media.example:8443/x',
      'https://a.media.example/x',
      'https://media.example./x',
      'https://media.example@elsewhere.example/x',
      'https://user@media.example/x',
      'blob:https://media.example/1',
    ])
      assert.equal(mayHaveToken(url, STATED), false, url);
  });

  it('allows Stream also when another origin is stated', () =>
    assert.equal(mayHaveToken('https://videodelivery.net/x', STATED), true));
});
