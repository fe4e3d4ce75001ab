// `npm run test:frameworks [names]`: packs the package, makes the apps of apps/ in a temporary folder with the packed package in
// them, type-checks and builds each with its framework's own tools, serves what was built and, in Chromium, uploads a clip in it
// until it is ready and plays it, against the local Stream. Not in `npm test`: it is run before a release. `--built` packs the
// dist/ that is there.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { playgroundVariants } from '../checks/support/playground-variants.mjs';
import { openChromium } from '../journeys/support/chromium.ts';
import { startJourney } from '../journeys/support/demo.ts';
import { until } from '../journeys/support/until.ts';
import { NOT_READY } from '../journeys/support/uploaded.ts';

const root = path.resolve(import.meta.dirname, '../..');
const templates = path.join(import.meta.dirname, 'apps');
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const names = fs.readdirSync(templates).filter((name) => words.length === 0 || words.includes(name));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'frameworks-'));
/** The oldest Node that current tools of some frameworks accept; npm's package of Node replaces an older one. */
const NODE = '22.23.3';
const LIMIT_MS = 300_000;
const env = {
  ...process.env,
  CI: '1',
  NO_COLOR: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
};
// `npm run` sets these for this script, not for those of the apps.
for (const name of Object.keys(env)) if (/^npm_(config|package|lifecycle)_/.test(name)) delete env[name];

/** Runs a command to its end; if it fails, the error has its output. */
async function run(cwd, ...command) {
  const child = spawn(command[0], command.slice(1), { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  const timer = setTimeout(() => child.kill(), LIMIT_MS);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  const text = Buffer.concat(chunks).toString();
  if (code !== 0) throw new Error(`${command.join(' ')}\n${text.slice(-3_000)}`);
  return text;
}

const install = (cwd, ...more) =>
  run(cwd, 'npm', 'install', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', ...more);

/** Packs the package, and returns the path of the tarball. */
async function pack() {
  const isBuilt = process.argv.includes('--built');
  await run(root, 'npm', 'pack', ...(isBuilt ? ['--ignore-scripts'] : []), '--pack-destination', folder);
  return path.join(
    folder,
    fs.readdirSync(folder).find((name) => name.endsWith('.tgz')),
  );
}

/** Puts a newer Node first on the PATH of the apps' tools if this one is too old for some. */
async function ensureNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 23)) return;
  const tools = path.join(folder, 'node');
  fs.mkdirSync(tools);
  fs.writeFileSync(path.join(tools, 'package.json'), '{ "private": true }\n');
  await install(tools, `node@${NODE}`);
  env.PATH = [path.join(tools, 'node_modules/node/bin'), env.PATH].join(path.delimiter);
}

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** Files that the pages of the apps show beside the video. */
const FILES = {
  '/poster.jpg': ['image/jpeg', fs.readFileSync(path.join(root, 'demo/pages/frame.jpg'))],
  '/captions.vtt': ['text/vtt', 'WEBVTT\n\n00:00.000 --> 00:05.000\nHow it begins.\n'],
  '/chapters.vtt': ['text/vtt', 'WEBVTT\n\n00:00.000 --> 00:02.000\nOpening\n\n00:02.000 --> 00:05.000\nThe end\n'],
};

/** Serves an app, from its built files or its own server; `/api/…` comes from the reference server. */
async function serve({ files, upstream, api }) {
  const server = http.createServer((req, res) => {
    const { pathname } = new URL(req.url, 'http://localhost');
    if (pathname === '/favicon.ico') return void res.writeHead(204).end();
    if (FILES[pathname]) {
      const [type, content] = FILES[pathname];
      return void res.writeHead(200, { 'content-type': type }).end(content);
    }
    const to = pathname.startsWith('/api/') ? api : upstream;
    if (to) {
      const forwarded = http.request(
        new URL(req.url, to),
        { method: req.method, headers: { ...req.headers, host: new URL(to).host } },
        (answer) => {
          res.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(res);
        },
      );
      req.pipe(forwarded).on('error', () => res.destroy());
      return;
    }
    const file = path.join(files, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    if (!file.startsWith(files) || !fs.existsSync(file)) return void res.writeHead(404).end();
    res.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    fs.createReadStream(file).pipe(res);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = http.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Starts the app's own server, by its script `start`. */
async function startApp(cwd) {
  const port = await freePort();
  const child = spawn('npm', ['start'], {
    cwd,
    env: { ...env, PORT: String(port), HOST: '127.0.0.1', NITRO_HOST: '127.0.0.1' },
    stdio: 'ignore',
    detached: true,
  });
  const upstream = `http://127.0.0.1:${port}`;
  await until(
    'the app answers',
    () =>
      fetch(upstream).then(
        ({ ok }) => ok,
        () => false,
      ),
    {
      timeoutMs: 60_000,
      intervalMs: 200,
    },
  );
  return { upstream, stop: () => process.kill(-child.pid) };
}

const TAGS = ['cf-stream-player', 'cf-stream-transcript', 'cf-stream-upload'];

/**
 * Checks that a server-rendered page shows the poster over the whole player without script, and the fallback content
 * on top of it; that the framework hydrates these nodes without a message, and that nothing moves when the script is loaded.
 */
async function checkRendered(origin) {
  const browser = await openChromium();
  const { page, problems, consoleMessages } = browser;
  try {
    const plain = await page
      .context()
      .browser()
      .newContext({ javaScriptEnabled: false, viewport: page.viewportSize() });
    const still = await plain.newPage();
    await still.goto(origin);
    await still.getByText('The film').waitFor();
    const boxOf = async (where, selector) => {
      const { x, y, width, height } = (await where.locator(selector).boundingBox()) ?? {};
      return [x, y, width, height].map(Math.round).join();
    };
    const boxesIn = async (where) => JSON.stringify(await Promise.all(TAGS.map((tag) => boxOf(where, tag))));
    const checkPoster = async (where, when) => {
      const poster = where.locator('img[slot=poster]');
      await until(`the poster is loaded ${when}`, () => poster.evaluate((img) => img.naturalWidth > 0));
      const [own, all] = await Promise.all([boxOf(where, 'img[slot=poster]'), boxOf(where, '#player')]);
      if (own !== all) throw new Error(`The poster is at ${own} ${when}, and the player at ${all}.`);
    };
    await checkPoster(still, 'without script');
    await still.getByText('The film').click({ trial: true });
    await page.addInitScript(() => {
      new MutationObserver(() => (window.rendered ??= document.querySelector('#player'))).observe(document, {
        childList: true,
        subtree: true,
      });
      window.shifts = new PerformanceObserver(() => undefined);
      window.shifts.observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(origin);
    await until('the elements are there', () =>
      page.evaluate(async (tags) => {
        const elements = tags.map((tag) => document.querySelector(`${tag}:defined`));
        for (const one of elements) await one?.updateComplete;
        return !elements.includes(null);
      }, TAGS),
    );
    await checkPoster(page, 'with script');
    if (await page.getByText('The film').isVisible()) throw new Error('What stands in for a player is still shown.');
    const shifts = await page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
      return window.shifts.takeRecords().map(({ value }) => value);
    });
    const [before, after] = [await boxesIn(still), await boxesIn(page)];
    if (before !== after) throw new Error(`Without script the elements are at ${before}, with it at ${after}.`);
    if (shifts.length > 0) throw new Error(`The page moved by ${shifts.join(', ')}.`);
    if (!(await page.evaluate(() => window.rendered === document.querySelector('#player'))))
      throw new Error('The framework has made the player anew.');
    const found = [...problems, ...consoleMessages];
    if (found.length > 0) throw new Error(found.join('\n'));
  } finally {
    await browser.close();
  }
}

/** Uploads a clip in the app's page until it is ready, and plays it there. */
async function uploadAndPlay(origin, demo) {
  const browser = await openChromium();
  const { page, problems } = browser;
  const limits = { timeoutMs: 120_000, intervalMs: 100 };
  const textOf = (id) => page.locator(`#${id}`).textContent();
  try {
    await page.goto(`${origin}/?origin=${encodeURIComponent(demo.stream.origin)}`);
    await page
      .locator('cf-stream-upload input[type=file]')
      .first()
      .setInputFiles(path.join(root, 'test/fixtures/clip-5s.mp4'));
    const uid = await until('the page hears that its video is ready', () => textOf('ready'), limits);
    await until(
      'the player has the video',
      () => page.evaluate(() => document.querySelector('#player').uid).then((now) => now === uid),
      limits,
    );
    await page.locator('#player').click();
    await until('the page hears that it plays', () => textOf('plays'), limits);
    await until('it plays', () => page.evaluate(() => document.querySelector('#player').currentTime > 0.5), limits);
    await page.locator('#refresh').click();
    await until('the page has called a method', async () => /^\d{4}-/.test((await textOf('expires')) ?? ''), limits);
    if (!(await textOf('state'))) throw new Error('The page heard of no state.');
    if ((await page.locator('cf-stream-transcript').count()) > 0) {
      await page.locator('cf-stream-transcript').getByText('How it begins.').waitFor();
      const titles = () =>
        page.evaluate(() =>
          document
            .querySelector('#player')
            .chapters.map(({ title }) => title)
            .join(),
        );
      await until('the player has the chapters', async () => (await titles()) === 'Opening,The end', limits);
    }
    const found = problems.filter((text) => !NOT_READY.test(text));
    if (found.length > 0) throw new Error(found.join('\n'));
  } catch (error) {
    const seen = await page.evaluate(() => document.body.innerText).catch(() => '');
    throw new Error(`${error.message}\n${problems.join('\n')}\nThe page: ${seen}`);
  } finally {
    await browser.close();
  }
}

/** Lists the products whose modules are in a build, by its source maps. */
function productsIn(built) {
  const maps = fs.readdirSync(built, { recursive: true }).filter((name) => name.endsWith('.map'));
  const sources = maps.flatMap((name) => JSON.parse(fs.readFileSync(path.join(built, name), 'utf8')).sources);
  const has = (pattern) => sources.some((source) => pattern.test(source));
  return [
    ...(has(/cf-stream-elements\/(dist|src)\/player\/|\/hls\.js\//) ? ['player'] : []),
    ...(has(/cf-stream-elements\/(dist|src)\/upload\/|\/tus-js-client\//) ? ['upload'] : []),
  ];
}

/** Checks that a build for one product has no module of the other; the build for both shows that they are found. */
async function checkParts(cwd) {
  for (const part of ['both', 'player', 'upload']) {
    await run(cwd, 'npm', 'run', `build:${part}`);
    const found = productsIn(path.join(cwd, 'dist')).join(', ');
    const wanted = part === 'both' ? 'player, upload' : part;
    if (found !== wanted) throw new Error(`What was built for “${part}” has modules of: ${found}.`);
  }
}

/** Writes the page under a heading of the README into an app, which is then checked and built with it. */
function addLesson(cwd, [heading, file]) {
  const [, after = ''] = fs.readFileSync(path.join(root, 'README.md'), 'utf8').split(`\n#### ${heading}\n`);
  const [, page] = /^```\w+\n([^]*?)^```/m.exec(after.split('\n### ')[0]) ?? [];
  if (!page) throw new Error(`README.md has no page under “${heading}”.`);
  fs.mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
  fs.writeFileSync(path.join(cwd, file), page);
}

/** Writes the code of the playground into an app, which is then checked with it. */
function addPlayground(cwd, [framework, file]) {
  for (const [index, code] of playgroundVariants(framework).entries())
    fs.writeFileSync(path.join(cwd, file.replace('*', String(index + 1))), code);
}

async function tryApp(name, tarball, demo) {
  const cwd = path.join(folder, name);
  fs.cpSync(path.join(templates, name), cwd, { recursive: true });
  const file = path.join(cwd, 'package.json');
  const pkg = JSON.parse(fs.readFileSync(file, 'utf8'));
  pkg.dependencies = { ...pkg.dependencies, 'cf-stream-elements': `file:${tarball}` };
  fs.writeFileSync(file, JSON.stringify(pkg, null, 2));
  if (pkg.lesson) addLesson(cwd, pkg.lesson);
  if (pkg.playground) addPlayground(cwd, pkg.playground);
  await install(cwd);
  await run(cwd, 'npm', 'run', 'check');
  if (pkg.scripts['build:both']) await checkParts(cwd);
  await run(cwd, 'npm', 'run', 'build');
  const app = pkg.scripts.start ? await startApp(cwd) : undefined;
  const site = await serve({ files: path.join(cwd, pkg.built ?? 'dist'), upstream: app?.upstream, api: demo.url });
  try {
    const html = await (await fetch(`${site.origin}/`)).text();
    if (app && !/<cf-stream-player[^>]*>[^]*<cf-stream-upload/.test(html))
      throw new Error(`Its server does not render the tags:\n${html.slice(0, 2_000)}`);
    if (app) await checkRendered(site.origin);
    await uploadAndPlay(site.origin, demo);
  } finally {
    site.close();
    app?.stop();
  }
}

let failed = 0;
const begun = performance.now();
const seconds = (since) => `${Math.round((performance.now() - since) / 1000)} s`;
if (names.length === 0) {
  console.error(`No app is named ${words.join(' or ')}: there are ${fs.readdirSync(templates).join(', ')}.`);
  process.exit(1);
}
try {
  const [tarball, demo] = await Promise.all([pack(), startJourney({ pages: false }), ensureNode()]);
  console.log(`packed, and the local Stream started, in ${seconds(begun)}`);
  for (const name of names) {
    const since = performance.now();
    const error = await tryApp(name, tarball, demo).then(
      () => undefined,
      (reason) => reason,
    );
    if (error) failed += 1;
    console.log(`${error ? 'failed' : 'ok'}  ${name} (${seconds(since)})${error ? `\n${error.message}` : ''}`);
    fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  await demo.close();
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
console.log(`${names.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
