// The guide to themes shows the files of demo/cms unchanged, and these write markup that the player understands.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { PROJECT } from '../../../demo/start/options.js';
import { findHugo } from '../../harness/tools.mjs';

const UID = '6b9e68b07dfee8cc2d116e4c51d6a957';
const SNIPPETS = [
  'ghost/header.html',
  'ghost/card.html',
  'hugo/stream.html',
  'eleventy/cf-stream.js',
  'astro/Stream.astro',
];
const fileOf = (name: string): string => path.join(PROJECT, 'demo/cms', name);
const textOf = (name: string): string => fs.readFileSync(fileOf(name), 'utf8');

/** Eleventy's configuration, as far as the plugin uses it. */
class FakeConfig {
  readonly copied: string[] = [];
  readonly shortcodes = new Map<string, (...given: unknown[]) => string>();

  addPassthroughCopy(folder: string): void {
    this.copied.push(folder);
  }

  addShortcode(name: string, write: (...given: unknown[]) => string): void {
    this.shortcodes.set(name, write);
  }
}

/** Attributes of the first player in a page, as a browser reads them. */
function attributesOf(html: string): Record<string, string> {
  const [, written = ''] = /<cf-stream-player([^>]*)><\/cf-stream-player>/.exec(html) ?? [];
  const text = (value = ''): string =>
    value.replace(
      /&(amp|quot|lt|gt|#34|#38);/g,
      (_, name: string) => ({ amp: '&', '#38': '&', quot: '"', '#34': '"', lt: '<', gt: '>' })[name] ?? '',
    );
  return Object.fromEntries(
    [...written.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name = '', value]) => [name, text(value)] as const),
  );
}

const EXPECTED = {
  src: UID,
  'customer-code': 'YOUR_CODE',
  'token-endpoint': '/api/videos/{uid}/token',
  'video-title': 'A "film" & <more>',
  poster: '/a.jpg',
};

describe('the snippets for themes', () => {
  it('are shown unchanged in the guide, with each player tag on one line', () => {
    const guide = fs.readFileSync(path.join(PROJECT, 'demo/docs/cms.md'), 'utf8');
    for (const name of SNIPPETS) {
      const code = textOf(name);
      assert.ok(guide.includes(`\n${code}\`\`\`\n`), `demo/docs/cms.md does not show ${name}`);
      for (const line of code.split('\n'))
        assert.equal(line.includes('<cf-stream-player'), line.includes('</cf-stream-player>'), `${name}: ${line}`);
    }
  });

  it('use only attributes that the player has', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(PROJECT, 'custom-elements.json'), 'utf8')) as {
      modules: { declarations: { tagName?: string; attributes?: { name: string }[] }[] }[];
    };
    const player = manifest.modules
      .flatMap(({ declarations }) => declarations)
      .find(({ tagName }) => tagName === 'cf-stream-player');
    const known = player!.attributes!.map(({ name }) => name);
    for (const name of [...Object.keys(EXPECTED), ...Object.keys(attributesOf(textOf('ghost/card.html')))])
      assert.ok(known.includes(name), name);
    for (const [, name] of textOf('astro/Stream.astro').matchAll(/ ([\w-]+)=\{/g))
      assert.ok(known.includes(name!), name);
    const plugin = textOf('wordpress/cf-stream-elements.php');
    for (const [, list] of plugin.matchAll(/^const CF_STREAM_(?:TEXTS|FLAGS) = \[(.+)\];$/gm))
      for (const [, name] of list!.matchAll(/'([\w-]+)'/g)) assert.ok(known.includes(name!), name);
  });

  it('give the expected markup from Eleventy’s shortcode, which refuses an invalid uid', async () => {
    const { default: cfStream } = (await import(fileOf('eleventy/cf-stream.js'))) as {
      default: (config: FakeConfig, options: object) => void;
    };
    const config = new FakeConfig();
    cfStream(config, { customerCode: 'YOUR_CODE', tokenEndpoint: '/api/videos/{uid}/token' });
    assert.deepEqual(config.copied, ['cdn-0.1.0']);
    const stream = config.shortcodes.get('stream')!;
    const html = stream(UID, EXPECTED['video-title'], '/a.jpg');
    assert.deepEqual(attributesOf(html), EXPECTED);
    assert.match(html, /<script type="module" src="\/cdn-0\.1\.0\/cf-stream-player\.min\.js"><\/script>/);
    assert.doesNotMatch(html, /\n/);
    assert.throws(() => stream('x"><script>'), /no video ID/);
  });

  it(
    'give the expected markup from Hugo’s shortcode, which refuses an invalid uid',
    { skip: findHugo() === undefined && 'Hugo was not found' },
    (t) => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hugo-'));
      t.after(() => fs.rmSync(folder, { recursive: true }));
      const write = (name: string, text: string): void => {
        fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        fs.writeFileSync(path.join(folder, name), text);
      };
      const params = { cfStreamCustomerCode: 'YOUR_CODE', cfStreamTokenEndpoint: '/api/videos/{uid}/token' };
      const kinds = ['taxonomy', 'term', 'RSS', 'sitemap', 'home', 'section'];
      write('config.json', JSON.stringify({ baseURL: 'https://example.com/blog/', disableKinds: kinds, params }));
      write('layouts/_default/single.html', '{{ .Content }}');
      write('layouts/shortcodes/stream.html', textOf('hugo/stream.html'));
      write(
        'content/a.md',
        `Before.\n\n{{< stream uid="${UID}" title="A \\"film\\" & <more>" poster="/a.jpg" >}}\n\n{{< stream ${UID} >}}\n`,
      );
      const build = (): { status: number | null; stdout: string; stderr: string } =>
        spawnSync(findHugo()!, ['-s', folder], { encoding: 'utf8' });
      const { status, stdout, stderr } = build();
      assert.equal(status, 0, stdout + stderr);
      const html = fs.readFileSync(path.join(folder, 'public/a/index.html'), 'utf8');
      assert.deepEqual(attributesOf(html), EXPECTED);
      assert.deepEqual([html.match(/<script /g)?.length, html.match(/<cf-stream-player /g)?.length], [1, 2]);
      assert.ok(html.includes('<script type="module" src="/blog/cdn-0.1.0/cf-stream-player.min.js"></script>'));
      write('content/a.md', 'Before.\n\n{{< stream xyz >}}');
      const refused = build();
      assert.notEqual(refused.status, 0);
      assert.match(refused.stdout + refused.stderr, /"xyz" is no video ID: .*a\.md:3/);
    },
  );
});
