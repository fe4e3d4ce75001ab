// `node test/harness/run/install.mjs chromium ffmpeg …`: the first step of `npm test`. Looks for the browsers and tools of
// the system that tests use, and installs those that are missing where that asks for no password: with apt-get, and
// workerd with npm. Prints nothing if nothing is missing.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import * as tools from '../tools.mjs';

const TOOLS = {
  chromium: { find: findChromium, why: 'component tests and journeys', packages: ['chromium'] },
  // Firefox decodes H.264 with the libavcodec that ffmpeg brings.
  firefox: {
    find: () => tools.hasLibavcodec() && tools.findFirefox(),
    why: 'journeys in a second browser',
    packages: ['firefox-esr', 'ffmpeg'],
  },
  webkit: {
    find: tools.findWebkit,
    why: 'journeys with the browser’s own HLS',
    packages: ['webkit2gtk-driver', 'xvfb', 'xauth', 'gstreamer1.0-plugins-bad'],
  },
  ffmpeg: { find: tools.findFfmpeg, why: 'encoding in the local Stream', packages: ['ffmpeg'] },
  postgres: { find: tools.findPostgres, why: 'the reference server’s other database', packages: ['postgresql'] },
  nginx: { find: tools.findNginx, why: 'the reference server behind a proxy', packages: ['nginx-light'] },
  caddy: { find: tools.findCaddy, why: 'the reference server behind another proxy', unpacked: tools.caddyFolder },
  hugo: { find: tools.findHugo, why: 'the shortcode for it', packages: ['hugo'] },
  php: { find: tools.findPhp, why: 'the plugin for WordPress', packages: ['php-cli'] },
  wordpress: { find: tools.findWordpress, why: 'the plugin for it', unpacked: tools.wordpressFolder },
  wrk: { find: tools.findWrk, why: 'load on the token route', packages: ['wrk'] },
  workerd: { find: tools.findWorkerd, why: 'the reference server in the Workers runtime', folder: tools.workerdFolder },
};

/** The system's, or Playwright's own if that has been downloaded. */
async function findChromium() {
  const { chromium } = await import('playwright');
  return tools.findChromium() ?? (fs.existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined);
}

const names = process.argv.slice(2);
const listMissing = async () => {
  const found = await Promise.all(names.map((name) => TOOLS[name].find()));
  return names.filter((_, index) => !found[index]);
};
const missing = await listMissing();
if (missing.length > 0) {
  for (const name of missing) console.log(`Missing here: ${name}, for ${TOOLS[name].why}.`);
  const packages = [...new Set(missing.flatMap((name) => TOOLS[name].packages ?? []))];
  if (packages.length > 0) installPackages(packages);
  for (const [name, { folder, unpacked }] of missing.map((name) => [name, TOOLS[name]])) {
    if (unpacked) unpackPackage(name, unpacked);
    if (folder) run('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: folder });
  }
  const still = await listMissing();
  for (const name of still)
    console.log(`Could not be installed: ${name}. What needs it is skipped, or fails and says so.`);
  if (still.includes('chromium')) {
    console.error('The tests need Chromium: install it, or name one with CHROMIUM=/path/to/chromium.');
    process.exitCode = 1;
  }
}

function installPackages(packages) {
  const root = process.getuid?.() === 0;
  if (!works('apt-get', ['--version']) || !(root || works('sudo', ['-n', 'true']))) return;
  // sudo passes no environment on.
  const aptGet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=300'];
  const [first, ...rest] = root ? aptGet : ['sudo', '-n', ...aptGet];
  console.log('Takes about a minute, and only the first time.');
  run(first, [...rest, 'update']);
  // One unknown name would keep apt-get from installing the others.
  const known = packages.filter((name) => works('apt-cache', ['show', '--no-all-versions', name]));
  if (known.length > 0) run(first, [...rest, 'install', '-y', '--no-install-recommends', ...known]);
}

/** Unpacks a Debian package that has no dependencies, for which nobody has to be root. */
function unpackPackage(name, folder) {
  if (!works('apt-get', ['--version'])) return;
  fs.mkdirSync(folder, { recursive: true });
  run('apt-get', ['-qq', 'download', name], { cwd: folder });
  const file = fs.readdirSync(folder).find((entry) => entry.endsWith('.deb'));
  if (file) run('dpkg-deb', ['-x', file, '.'], { cwd: folder });
}

/** Prints what it does, and what went wrong if it fails. */
function run(command, args, options = {}) {
  console.log(`$ ${[command, ...args].join(' ')}`);
  const shell = command === 'npm' && process.platform === 'win32';
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    shell,
    ...options,
  });
  if (result.status !== 0) console.error((result.stderr || result.error?.message || '').trim());
}

function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
