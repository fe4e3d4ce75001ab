// `npm run test:stream-package`: builds and packs the local Stream, installs the tarball in an empty folder, starts it there by
// npx, and runs the tests of app/ with its fixtures: two files in Playwright, one in Vitest. Prints the time from the beginning
// of the install to the first second of a private video that plays. Not in `npm test`: it asks the npm registry.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { chromiumPath } from '../harness/browser-options.ts';

const root = path.resolve(import.meta.dirname, '../..');
const built = path.join(root, '.build/stream');
const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const VITEST = '4.1.11';
/** The versions that this repository uses itself. */
const own = (...names) =>
  names.map((name) => `${name}@${manifest.devDependencies[name] ?? manifest.dependencies[name]}`);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stream-package-'));
const app = path.join(folder, 'app');
const LIMIT_MS = 180_000;
// `npm run` sets these for this script, not for the commands that it runs.
const inherited = Object.entries(process.env).filter(
  ([name]) => !/^npm_(config|package|lifecycle)_|^LOCAL_STREAM_/.test(name),
);
const env = { ...Object.fromEntries(inherited), CI: '1', NO_COLOR: '1', CHROMIUM: await chromiumPath() };

function start(cwd, ...command) {
  const child = spawn(command[0], command.slice(1), { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const run = { child, text: '', closed: once(child, 'close').then(([code]) => code) };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (run.text += chunk));
  return run;
}

/** Runs a command to its end; if it fails, the message has its output. */
async function run(cwd, ...command) {
  const running = start(cwd, ...command);
  const timer = setTimeout(() => running.child.kill(), LIMIT_MS);
  const code = await running.closed;
  clearTimeout(timer);
  assert.equal(code, 0, `${command.join(' ')}\n${running.text.slice(-3_000)}`);
  return running.text;
}

const install = (...names) =>
  run(app, 'npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', ...names);
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

async function pack() {
  await run(root, process.execPath, '.config/build-stream.mjs');
  const { messages } = await publint({ pkgDir: built, strict: true });
  const { name } = JSON.parse(fs.readFileSync(path.join(built, 'package.json'), 'utf8'));
  assert.deepEqual(
    messages.map((message) => formatMessage(message, { name }, { color: false })),
    [],
  );
  await run(built, 'npm', 'pack', '--pack-destination', folder);
  const tarball = path.join(
    folder,
    fs.readdirSync(folder).find((file) => file.endsWith('.tgz')),
  );
  const { problems } = await checkPackage(createPackageFromTarballData(fs.readFileSync(tarball)));
  // ES modules only, and entries that TypeScript before 4.7 does not know: both are intended.
  const unmeant = problems.filter(
    ({ kind, resolutionKind }) => resolutionKind !== 'node10' && kind !== 'CJSResolvesToESM',
  );
  assert.deepEqual(unmeant, []);
  console.log(`${path.basename(tarball)}: ${Math.round(fs.statSync(tarball).size / 1024)} KiB`);
  return tarball;
}

/** Starts it as the README says, checks its output, and sends a request like a program with its environment. */
async function startByNpx() {
  const begun = performance.now();
  const running = start(app, 'npx', '--no-install', 'cloudflare-stream-local', '--port', '0');
  try {
    while (!running.text.includes('Ctrl-C')) {
      const ended = await Promise.race([once(running.child.stdout, 'data').then(() => false), running.closed]);
      assert.equal(ended, false, running.text);
    }
    console.log(`npx starts it in ${seconds(performance.now() - begun)}`);
    const file = path.join(app, '.local-stream/stream.env');
    const values = Object.fromEntries(
      fs
        .readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s)),
    );
    const [base, account, token] = ['BASE_URL', 'ACCOUNT_ID', 'API_TOKEN'].map((name) => values[`CLOUDFLARE_${name}`]);
    for (const shown of [base, account, 'Local Stream', 'manifest/video.m3u8']) assert.ok(running.text.includes(shown));
    assert.ok(token.length > 20 && !running.text.includes(token));
    const answer = await fetch(`${base}/accounts/${account}/stream`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 200);
    const second = await start(app, 'npx', '--no-install', 'cloudflare-stream-local', '--port', '0').closed;
    assert.equal(second, 1, 'two have one folder');
  } finally {
    running.child.kill('SIGTERM');
    await running.closed;
  }
}

try {
  const tarball = await pack();
  fs.cpSync(path.join(import.meta.dirname, 'app'), app, { recursive: true });
  const begun = Date.now();
  await install(tarball, ...own('playwright', 'hls.js', '@types/node'));
  const installed = Date.now();
  const inside = JSON.parse(await run(app, 'npm', 'ls', 'cloudflare-stream-local', '--all', '--json'));
  assert.equal(inside.dependencies['cloudflare-stream-local'].dependencies, undefined, 'it brings other packages');
  await startByNpx();
  const tested = Date.now();
  const text = await run(app, 'npx', 'playwright', 'test');
  assert.match(text, /2 passed/);
  const played = Number(/played (\d+)/.exec(text)?.[1]);
  const toPlayback = installed - begun + played - tested;
  console.log(
    `from install to first signed playback: ${seconds(toPlayback)} (install, with Playwright and hls.js, ${seconds(installed - begun)}; ` +
      `start, upload, encoding, token and playback ${seconds(played - tested)})`,
  );
  const tsc = [process.execPath, path.join(root, 'node_modules/typescript/bin/tsc')];
  await run(app, ...tsc, '-p', '.');
  await install(`vitest@${VITEST}`);
  const flags = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'NodeNext',
    '--target',
    'ES2022',
  ];
  await run(app, ...tsc, ...flags, 'stream.test.ts');
  assert.match(await run(app, 'npx', 'vitest', 'run', 'stream.test.ts'), /2 passed/);
  console.log('types, Playwright and Vitest: passed');
} finally {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
