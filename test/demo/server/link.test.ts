import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiError } from '../../../demo/server/errors.js';
import { readLink } from '../../../demo/server/link.js';

// The careless entries of this list must not give access to an internal network.
const HOSTS = [
  'files.example.com',
  '*.example.org',
  'media.example.net:8443',
  '10.0.0.5',
  '127.0.0.1',
  '[::1]',
  'localhost',
  '*.internal',
  '169.254.169.254',
];

function answer(url: unknown, isLocal = false, hosts = HOSTS): string {
  try {
    return readLink(url, { hosts, isLocal });
  } catch (error) {
    assert.ok(error instanceof ApiError && error.code === 'LINK_REFUSED', String(error));
    assert.ok(!error.message.includes('example.com/secret'));
    return `${error.status} ${error.message}`;
  }
}

describe('readLink', () => {
  for (const url of [
    'https://files.example.com/a.mp4?signature=1',
    'https://a.example.org/',
    'https://a.b.example.org/x.mov',
    'https://media.example.net:8443/x',
    'https://files.example.com:443/x',
  ])
    it(`accepts ${url}`, () => assert.equal(answer(url), new URL(url).href));

  for (const [url, message] of [
    ['https://example.org/', '403 Nothing is copied from this host'],
    ['https://files.example.com.evil.test/', '403 Nothing is copied from this host'],
    ['https://evilexample.org/', '403 Nothing is copied from this host'],
    ['https://files.example.com:8080/', '403 Nothing is copied from this host'],
    ['https://media.example.net/', '403 Nothing is copied from this host'],
    ['http://files.example.com/secret', '400 url must begin with https://'],
    ['ftp://files.example.com/x', '400 url must begin with https://'],
    ['file:///etc/passwd', '400 url must begin with https://'],
    ['https://user:pass@files.example.com/', '400 url must have no user'],
    ['files.example.com/x', '400 url must be a URL'],
    ['', '400 url must be a URL'],
    [undefined, '400 url must be a URL'],
    [{ href: 'https://files.example.com/' }, '400 url must be a URL'],
    [`https://files.example.com/${'x'.repeat(5_000)}`, '400 url must be a URL'],
    ...[
      'https://10.0.0.5/',
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://[::1]/',
      'https://[::ffff:10.0.0.5]/',
      'https://169.254.169.254/latest/meta-data',
      'https://localhost/',
      'https://metadata.google.internal/',
      'https://db.internal/',
      'https://printer.local/',
      'https://intranet/',
    ].map((inside) => [inside, '403 Nothing is copied from addresses, or from inside a network.'] as const),
  ] as const)
    it(`refuses ${JSON.stringify([url]).slice(0, 60)}`, () => {
      const said = answer(url);
      assert.ok(said.startsWith(message), said);
    });

  it('accepts a listed loopback address while Stream itself is local, and no other internal address', () => {
    assert.equal(answer('http://127.0.0.1/x', true), 'http://127.0.0.1/x');
    assert.match(answer('http://127.0.0.2/x', true), /^403 Nothing is copied from this host/);
    assert.match(answer('https://10.0.0.5/x', true), /^403 Nothing is copied from addresses/);
  });

  it('refuses every URL when LINK_HOSTS is empty', () => {
    assert.match(answer('https://files.example.com/', false, []), /^403 Nothing is copied from URLs here: LINK_HOSTS/);
  });
});
