// Browsers and tools of the system: finds them, and gets what is missing where that can be done without asking.
import { spawnSync } from 'node:child_process';
import {
  findChromium,
  findFfmpeg,
  findFirefox,
  findPostgres,
  findWebkit,
  findWorkerd,
  findWrk,
  hasLibavcodec,
  workerdFolder,
} from '../tools.mjs';

const TOOLS = {
  chromium: { find: findChromium, packages: ['chromium'] },
  // Firefox decodes H.264 with the libavcodec that ffmpeg brings.
  firefox: { find: () => hasLibavcodec() && findFirefox(), packages: ['firefox-esr', 'ffmpeg'] },
  webkit: { find: findWebkit, packages: ['webkit2gtk-driver', 'xvfb', 'xauth', 'gstreamer1.0-plugins-bad'] },
  ffmpeg: { find: findFfmpeg, packages: ['ffmpeg'] },
  postgres: { find: findPostgres, packages: ['postgresql'] },
  wrk: { find: findWrk, packages: ['wrk'] },
};

/** Installs those of the named tools that are missing, with one call of apt-get, where that asks for no password. */
export function installMissing(names) {
  const missing = names.filter((name) => !TOOLS[name].find());
  if (missing.length === 0 || !works('apt-get', ['--version']) || !mayInstall()) return;
  console.log(`Installing ${missing.join(', ')} (apt-get). This takes about a minute, and only the first time.`);
  aptGet('update');
  const wanted = [...new Set(missing.flatMap((name) => TOOLS[name].packages))];
  // One unknown name would keep apt-get from installing the others.
  const known = wanted.filter((name) => works('apt-cache', ['show', '--no-all-versions', name]));
  if (known.length > 0) aptGet('install', '-y', '--no-install-recommends', ...known);
}

/** Installs the Workers runtime beside the tests that use it, as its own lock says, where npm can. */
export function installWorkerd() {
  if (findWorkerd()) return;
  console.log('Installing workerd (npm ci). This takes some seconds, and only the first time.');
  const result = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: workerdFolder,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) console.error(`npm ci failed: ${(result.stderr || result.error?.message || '').trim()}`);
}

/** Path of a Chromium: the system's, or Playwright's own where that has been downloaded. */
export async function chromiumPath() {
  const found = findChromium();
  if (found) return found;
  const { chromium } = await import('playwright');
  const own = chromium.executablePath();
  return own && works(own, ['--version']) ? own : undefined;
}

/** Names of the browsers that tests can use, besides Chromium. */
export const otherBrowsers = () => ['firefox', 'webkit'].filter((name) => TOOLS[name].find());

const isRoot = () => process.getuid?.() === 0;
const mayInstall = () => isRoot() || works('sudo', ['-n', 'true']);

function aptGet(...args) {
  // sudo passes no environment on.
  const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=300', ...args];
  const [first, ...rest] = isRoot() ? command : ['sudo', '-n', ...command];
  const result = spawnSync(first, rest, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status !== 0)
    console.error(`apt-get ${args[0]} failed: ${(result.stderr || result.error?.message || '').trim()}`);
}

function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
