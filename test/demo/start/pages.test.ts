import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadPages, type Pages } from '../../../demo/start/pages.js';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'pages-test-'));
const folder = path.join(root, 'pages');
let pages: Pages;
const get = (address: string, method = 'GET'): Response => pages(new Request(`http://localhost${address}`, { method }));

before(async () => {
  fs.mkdirSync(path.join(folder, 'assets'), { recursive: true });
  fs.writeFileSync(path.join(root, 'secret.txt'), 'secret');
  fs.writeFileSync(path.join(folder, 'index.html'), '<p>%DELIVERY_ORIGIN% <a href="%DELIVERY_ORIGIN%/x">');
  fs.writeFileSync(path.join(folder, 'player.html'), '<p>player');
  fs.writeFileSync(path.join(folder, 'assets/main-1a2b.js'), 'const text = "%DELIVERY_ORIGIN%"');
  fs.writeFileSync(path.join(folder, 'hills.png'), Buffer.from([0x89, 0x50, 0xff, 0x00]));
  pages = await loadPages(folder, 'http://localhost:4401');
});
after(() => fs.rmSync(root, { recursive: true }));

describe('loadPages', () => {
  it('serves pages with the origin of the videos filled in, and a strict Content-Security-Policy', async () => {
    const response = get('/');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('Content-Type'), 'text/html; charset=utf-8');
    assert.equal(await response.text(), '<p>http://localhost:4401 <a href="http://localhost:4401/x">');
    const policy = new Map(
      response.headers
        .get('Content-Security-Policy')!
        .split('; ')
        .map((part): [string, string] => {
          const [name = '', ...values] = part.split(' ');
          return [name, values.join(' ')];
        }),
    );
    assert.equal(policy.get('default-src'), `'none'`);
    assert.equal(policy.get('script-src'), `'self'`);
    assert.equal(policy.get('style-src'), `'self'`);
    assert.equal(policy.get('img-src'), `'self' http://localhost:4401 blob:`);
    assert.equal(policy.get('media-src'), `'self' blob: http://localhost:4401`);
    assert.equal(policy.get('connect-src'), `'self' http://localhost:4401`);
    assert.equal(policy.get('require-trusted-types-for'), `'script'`);
    assert.doesNotMatch([...policy.values()].join(' '), /unsafe|\*/);
    assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff');
    assert.equal(response.headers.get('Referrer-Policy'), 'strict-origin-when-cross-origin');
    assert.equal(response.headers.get('Cache-Control'), 'no-cache');
    assert.ok(get('/player.html?src=x').headers.has('Content-Security-Policy'));
  });

  it('serves any other file with its type, and its bytes unchanged', async () => {
    const script = get('/assets/main-1a2b.js');
    assert.equal(script.headers.get('Content-Type'), 'text/javascript; charset=utf-8');
    assert.match(script.headers.get('Cache-Control') ?? '', /immutable/);
    assert.equal(await script.text(), 'const text = "%DELIVERY_ORIGIN%"');
    assert.deepEqual(new Uint8Array(await get('/hills.png').arrayBuffer()), Uint8Array.of(0x89, 0x50, 0xff, 0x00));
  });

  it('answers 404 for any other path, including ones that leave the folder', () => {
    for (const address of [
      '/none',
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '//secret.txt',
      '/assets/',
      '/constructor',
      '/index.html/',
    ]) {
      assert.equal(get(address).status, 404, address);
    }
  });

  it('answers 405 to every method but GET and HEAD', async () => {
    assert.equal(get('/', 'POST').status, 405);
    const head = get('/', 'HEAD');
    assert.deepEqual([head.status, await head.text()], [200, '']);
  });
});
