// The plugin in a real WordPress: its output passes WordPress's own filters, and plays with the tokens of its route.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { PROJECT } from '../../demo/start/options.js';
import { startStream, type RunningStream } from '../demo/emulator/support/running-stream.js';
import { findPhp } from '../harness/tools.mjs';
import { chromiumSkipReason } from './support/browsers.js';
import { openChromium } from './support/chromium.js';
import { untilPlaying } from './support/playback.js';
import { until } from './support/until.js';
import {
  AUTHOR,
  EDITOR,
  PLUGIN,
  startWordpress,
  versionOf,
  wordpressSkipReason,
  type Wordpress,
  type WordpressOptions,
} from './support/wordpress.js';

const UID = '6b9e68b07dfee8cc2d116e4c51d6a957';
const OTHER = '0123456789abcdef0123456789abcdef';
const KEY = { CF_STREAM_SIGNING_KEY_ID: 'key', CF_STREAM_SIGNING_PEM: 'none' };

/** Fetches a page of the site: its text, and the player's tag in it. */
async function read(site: Wordpress, at: string, cookie = ''): Promise<{ page: string; tag: string }> {
  const page = await (await fetch(site.origin + at, { headers: { cookie } })).text();
  return { page, tag: /<cf-stream-player.*?<\/cf-stream-player>/s.exec(page)?.[0] ?? '' };
}

const attributeOf = (tag: string, name: string): string | undefined =>
  new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&#038;', '&');
const endpointOf = (tag: string): string => attributeOf(tag, 'token-endpoint') ?? 'no endpoint';

/** Starts a site whose tokens a local Stream accepts, and makes a video there. */
async function startSite(
  t: TestContext,
  options: Partial<WordpressOptions> = {},
): Promise<{ stream: RunningStream; uid: string; site: Wordpress }> {
  const stream = await startStream(t);
  const uid = await stream.readyVideo();
  const key = await stream.result<{ id: string; pem: string }>('/keys', { method: 'POST' });
  const constants = {
    CF_STREAM_SIGNING_KEY_ID: key.id,
    CF_STREAM_SIGNING_PEM: key.pem,
    CF_STREAM_DELIVERY_ORIGIN: stream.origin,
  };
  return { stream, uid, site: await startWordpress(t, { constants, ...options }) };
}

describe('the files of the WordPress plugin', () => {
  it('have the version of the package', () => {
    const { version } = JSON.parse(fs.readFileSync(path.join(PROJECT, 'package.json'), 'utf8')) as { version: string };
    const code = fs.readFileSync(path.join(PLUGIN, 'cf-stream-elements.php'), 'utf8');
    const block = JSON.parse(fs.readFileSync(path.join(PLUGIN, 'block.json'), 'utf8')) as { version: string };
    const asset = fs.readFileSync(path.join(PLUGIN, 'block.asset.php'), 'utf8');
    assert.deepEqual(
      [
        versionOf(PLUGIN),
        /CF_STREAM_VERSION = '(.+)'/.exec(code)?.[1],
        block.version,
        /'version' => '(.+)'/.exec(asset)?.[1],
      ],
      [version, version, version, version],
    );
  });

  it(
    'have no syntax error',
    { skip: findPhp() === undefined && 'PHP was not found and could not be installed' },
    () => {
      for (const name of fs.readdirSync(PLUGIN).filter((name) => name.endsWith('.php'))) {
        const { status, stdout } = spawnSync(findPhp()!, ['-l', path.join(PLUGIN, name)], { encoding: 'utf8' });
        assert.equal(status, 0, stdout);
      }
    },
  );
});

describe('the plugin in WordPress', { skip: wordpressSkipReason() || (await chromiumSkipReason()) }, () => {
  it('plays a signed video from content that an author may save: shortcode, block and tag', async (t) => {
    const { stream, uid, site } = await startSite(t);
    const shortcode = `[cf_stream uid="${uid}" title='He said "no" & left' muted onclick="alert(1)"]`;
    const block = `<!-- wp:cf-stream/player {"uid":"${uid}","title":"A \\u0022film\\u0022","align":"wide"} /-->`;
    const posts = [
      { ID: 1, post_content: await site.save(AUTHOR, `It says "this".\n\n${shortcode}\n\nAnd then?`) },
      { ID: 2, post_content: await site.save(AUTHOR, block) },
    ];
    site.setPosts(posts);
    const first = await read(site, '/1/');
    assert.match(
      first.page,
      /<p>It says &#8220;this&#8221;\.<\/p>\n<cf-stream-player .*<\/cf-stream-player>\n<p>And then\?<\/p>/,
    );
    assert.equal(attributeOf(first.tag, 'video-title'), 'He said &quot;no&quot; &amp; left');
    assert.match(first.tag, / muted>/);
    assert.doesNotMatch(first.tag, /onclick|\{|style=/);
    // The plugin's output passes the filter unchanged, so that it may be saved again: as a part of another post.
    assert.equal(await site.filter(first.tag), first.tag);
    site.setPosts([
      ...posts,
      { ID: 3, post_content: await site.save(AUTHOR, `<p>${first.tag}</p>\n\n[cf_stream uid="${uid}"]`) },
    ]);
    assert.match((await read(site, '/2/')).page, /<div class="alignwide wp-block-cf-stream-player"><cf-stream-player/);

    const chromium = await openChromium();
    t.after(() => chromium.close());
    const asked: string[] = [];
    chromium.page.on('request', (request) => asked.push(request.url()));
    for (const { ID } of [...posts, { ID: 3 }]) {
      asked.length = 0;
      await chromium.goto(`${site.origin}/${ID}/`);
      await chromium.click('cf-stream-player');
      await untilPlaying(chromium);
      const scripts = asked.filter((url) => url.includes('/cf-stream-player.min.js'));
      assert.deepEqual(scripts, [
        `${site.origin}/wp-content/plugins/cf-stream-elements/cdn-${versionOf(PLUGIN)}/cf-stream-player.min.js`,
      ]);
      assert.ok(asked.some((url) => url.includes(`/cf-stream/v1/token/${uid}?`)));
    }
    assert.deepEqual(
      chromium.problems.filter((text) => !text.includes('favicon')),
      [],
    );
    await stream.stop();
    assert.deepEqual(site.complaints(), []);
  });

  it('lets only the site choose where tokens come from and go to, not an author', async (t) => {
    const site = await startWordpress(t, {
      constants: { ...KEY, CF_STREAM_DELIVERY_ORIGIN: 'https://videos.example' },
    });
    const filtered = await site.save(
      AUTHOR,
      `<cf-stream-player src="${UID}" poster="javascript:alert(1)" token="x" token-endpoint="https://evil.example/{uid}" delivery-origin="https://evil.example" onclick="x()"></cf-stream-player>`,
    );
    assert.equal(filtered, `<cf-stream-player src="${UID}" poster="alert(1)"></cf-stream-player>`);
    const own = `<cf-stream-player src="${UID}" token-endpoint="/wp-json/cf-stream/v1/token/${UID}?post=1&#038;proof=x" delivery-origin="https://videos.example"></cf-stream-player>`;
    assert.equal(await site.save(AUTHOR, own), own);
    assert.doesNotMatch(await site.save(AUTHOR, '<cf-stream-upload endpoint="/x"></cf-stream-upload>'), /cf-stream/);
    assert.deepEqual(site.complaints(), []);
  });

  it('gives tokens only to those who may read the post, however old the page is', async (t) => {
    const { uid, site } = await startSite(t);
    const post_content = `[cf_stream uid="${uid}"]`;
    site.setPosts([{ ID: 1, post_content }]);
    const { page, tag } = await read(site, '/1/');
    assert.equal((await read(site, '/1/', await site.signIn(EDITOR))).tag, tag, 'one page for all, for a cache');
    assert.doesNotMatch(page, /nonce|eyJ/);
    const ask = async (url = endpointOf(tag), headers: Record<string, string> = {}): Promise<number> => {
      const answer = await fetch(new URL(url, site.origin), { headers });
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const body = await answer.text();
      assert.equal(body.includes('"token":'), answer.status === 200);
      return answer.status;
    };
    assert.equal(await ask(), 200);
    assert.equal(await ask(endpointOf(tag).replace(uid, OTHER)), 401, 'of another video');
    assert.equal(await ask(endpointOf(tag).replace('post=1', 'post=2')), 401, 'of another post');
    assert.equal(await ask(endpointOf(tag), { origin: 'https://evil.example' }), 401, 'for another site');

    site.setPosts([{ ID: 1, post_content, post_status: 'private' }]);
    const [author, editor] = [await site.signIn(AUTHOR), await site.signIn(EDITOR)];
    assert.equal(await ask(), 401, 'private by now');
    assert.equal(await ask(endpointOf(tag), { cookie: editor }), 200, 'to who reads private posts');
    assert.equal(await ask(endpointOf(tag), { cookie: `${author}x` }), 401, 'with a cookie that is none');
    assert.equal(await ask(endpointOf(tag), { cookie: editor, origin: 'https://evil.example' }), 403);
    site.setPosts([{ ID: 1, post_content, post_password: 'secret' }]);
    assert.equal(await ask(), 401, 'behind a password');
    site.setPosts([]);
    assert.equal(await ask(), 401, 'deleted');
    assert.deepEqual(site.complaints(), []);
  });

  it('plays from a page that a cache has kept from another user, with expired nonces', async (t) => {
    const { uid, site } = await startSite(t, { hasPageCache: true });
    site.setPosts([{ ID: 1, post_content: `[cf_stream uid="${uid}"]` }]);
    const { tag } = await read(site, '/1/', await site.signIn(EDITOR));
    site.endNonces();
    const kept = (at: string): Promise<string | null> =>
      fetch(site.origin + at).then(({ headers }) => headers.get('x-page-cache'));
    const chromium = await openChromium();
    t.after(() => chromium.close());
    await chromium.goto(`${site.origin}/1/`);
    await chromium.click('cf-stream-player');
    await untilPlaying(chromium);
    assert.deepEqual(
      [await kept('/1/'), await kept(endpointOf(tag)), await kept(endpointOf(tag))],
      ['kept', null, null],
      'of the page, never of the token',
    );
    assert.deepEqual(site.complaints(), []);
  });

  it('signs tokens that Stream accepts, and answers 500 without quoting an invalid key', async (t) => {
    const { stream, uid, site } = await startSite(t, { permalinks: '' });
    site.setPosts([{ ID: 1, post_content: `[cf_stream uid=“${uid}”]` }]);
    const { tag } = await read(site, '/1/');
    assert.match(endpointOf(tag), /^\/index\.php\?rest_route=/);
    assert.equal(await site.filter(tag), tag);
    const answer = await fetch(site.origin + endpointOf(tag));
    const { token } = (await answer.json()) as { token: string };
    const { exp, nbf } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<
      string,
      number
    >;
    assert.equal(exp! - nbf!, 3_660);
    assert.equal((await fetch(`${stream.origin}/${token}/manifest/video.m3u8`)).status, 200);

    const broken = await startWordpress(t, { constants: { ...KEY, CF_STREAM_SIGNING_PEM: 'bm8=' } });
    broken.setPosts([{ ID: 1, post_content: `[cf_stream uid="${UID}"]` }]);
    const refused = await fetch(broken.origin + endpointOf((await read(broken, '/1/')).tag));
    assert.deepEqual([refused.status, (await refused.text()).includes('bm8')], [500, false]);
  });

  it('requests no token without a key, and shows a link in a feed', async (t) => {
    const site = await startWordpress(t, { constants: { CF_STREAM_CUSTOMER_CODE: 'abc' }, hasModules: true });
    site.setPosts([
      {
        ID: 1,
        post_content: `[cf_stream uid="${UID}" title="<b>Film</b>"][cf_stream uid="${OTHER}" muted=false][cf_stream uid="x"]`,
      },
    ]);
    const { page } = await read(site, '/1/');
    const tags = page.match(/<cf-stream-player.*?<\/cf-stream-player>/gs);
    assert.deepEqual(tags, [
      `<cf-stream-player src="${UID}" customer-code="abc" video-title="Film"></cf-stream-player>`,
      `<cf-stream-player src="${OTHER}" customer-code="abc"></cf-stream-player>`,
    ]);
    // Once each, by the function of WordPress 6.5, and the style sheet before anything is rendered.
    assert.equal(
      page.match(/<script type="module" src="[^"?]+\/cf-stream-player\.min\.js" id="cf-stream-player-js-module">/g)
        ?.length,
      1,
    );
    assert.match(page.split('</head>')[0]!, /cf-stream-elements\.css'/);
    const feed = await read(site, '/1/feed');
    assert.equal(feed.tag, '');
    assert.match(feed.page, /<p><a href="[^"]+\/post-1\/">Film<\/a><\/p>/);
    site.setPosts([{ ID: 1, post_content: 'Nothing to watch.' }]);
    assert.doesNotMatch((await read(site, '/1/')).page, /cf-stream/);
  });

  it('has a block that can be filled in in the editor', async (t) => {
    const site = await startWordpress(t, { constants: KEY });
    const chromium = await openChromium();
    t.after(() => chromium.close());
    await chromium.goto(`${site.origin}/test/editor`);
    await chromium.page.getByLabel('Video ID').fill(UID);
    await chromium.page.getByLabel('Title').pressSequentially('A film & "more"');
    await chromium.page.getByLabel('Without sound').check();
    const saved = await until('the block is filled in', () =>
      chromium.evaluate(() => (document.body.dataset.saved?.includes('muted') ? document.body.dataset.saved : '')),
    );
    site.setPosts([{ ID: 1, post_content: await site.save(AUTHOR, saved) }]);
    const { page, tag } = await read(site, '/1/');
    assert.match(page, /<div class="wp-block-cf-stream-player">/);
    assert.deepEqual(
      [attributeOf(tag, 'src'), attributeOf(tag, 'video-title'), tag.includes(' muted>')],
      [UID, 'A film &amp; &quot;more&quot;', true],
    );
    assert.deepEqual(site.complaints(), []);
  });
});
