// Finds the browsers and tools that tests use. Node built-ins only: it runs before any package is installed.
import fs from 'node:fs';
import path from 'node:path';

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, name))
    .find((file) => isExecutable(file));

const isExecutable = (file) => {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
};

const first = (...candidates) => {
  for (const candidate of candidates) {
    if (!candidate) continue;
    const found = path.isAbsolute(candidate) ? isExecutable(candidate) && candidate : onPath(candidate);
    if (found) return found;
  }
  return undefined;
};

/** A Chromium of the system, or the one that the environment variable CHROMIUM names. */
export const findChromium = () =>
  first(
    process.env.CHROMIUM,
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  );

/** A Firefox of the system, or the one that the environment variable FIREFOX names. */
export const findFirefox = () =>
  first(process.env.FIREFOX, 'firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox');

/** What WebKitGTK needs: its driver, its small browser, and a virtual display. */
export const findWebkit = () => {
  const driver = first('WebKitWebDriver');
  const display = first('xvfb-run');
  const browser = miniBrowser();
  return driver && display && browser && first('xauth') && hasHlsParser() ? { driver, display, browser } : undefined;
};

export const findFfmpeg = () => first(process.env.FFMPEG_PATH, process.env.FFMPEG, 'ffmpeg');

/** Folder of PostgreSQL's programs, in the newest version. Debian leaves them out of the PATH. */
export const findPostgres = () => {
  const root = '/usr/lib/postgresql';
  const versions = fs.existsSync(root) ? fs.readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => `${root}/${version}/bin`), path.dirname(onPath('initdb') ?? '')];
  return folders.find(
    (folder) => folder !== '.' && ['initdb', 'postgres'].every((name) => isExecutable(path.join(folder, name))),
  );
};

export const findWrk = () => first('wrk');

/** Debian puts it outside of the PATH of users other than root. */
export const findNginx = () => first('nginx', '/usr/sbin/nginx');

/** Where Caddy is unpacked if the system has none: installing it would upgrade system libraries. */
export const caddyFolder = path.resolve(import.meta.dirname, '../../node_modules/.cache/caddy');
export const findCaddy = () => first('caddy', path.join(caddyFolder, 'usr/bin/caddy'));

export const findHugo = () => first('hugo');
export const findPhp = () => first('php');

/** Debian's package is only unpacked: its code is all that tests need, without a server and a database. */
export const wordpressFolder = path.resolve(import.meta.dirname, '../../node_modules/.cache/wordpress');
/** Folder of WordPress's files: `WORDPRESS_PATH`, for another version than Debian's, if it is set. */
export const findWordpress = () =>
  [process.env.WORDPRESS_PATH ?? '/usr/share/wordpress', path.join(wordpressFolder, 'usr/share/wordpress')].find(
    (folder) => fs.existsSync(path.join(folder, 'wp-settings.php')),
  );

/** The Workers runtime, in its own folder beside the tests: it is large, and nothing else needs it. */
export const workerdFolder = path.join(import.meta.dirname, 'workerd');
export const findWorkerd = () => {
  const system = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform];
  const name = `workerd-${system}-${process.arch === 'x64' ? '64' : process.arch}`;
  const file = path.join(workerdFolder, 'node_modules/@cloudflare', name, 'bin/workerd');
  return [file, `${file}.exe`].find((candidate) => isExecutable(candidate));
};

const libraryFolders = () =>
  ['x64:x86_64-linux-gnu', 'arm64:aarch64-linux-gnu', 'arm:arm-linux-gnueabihf']
    .filter((pair) => pair.startsWith(`${process.arch}:`))
    .map((pair) => `/usr/lib/${pair.split(':')[1]}`);

const miniBrowser = () =>
  libraryFolders()
    .flatMap((folder) => ['4.1', '6.0', '4.0'].map((version) => `${folder}/webkit2gtk-${version}/MiniBrowser`))
    .find(isExecutable);

/** Debian keeps the HLS parser of GStreamer in gstreamer1.0-plugins-bad; WebKitGTK plays nothing without it. */
const hasHlsParser = () => libraryFolders().some((folder) => fs.existsSync(`${folder}/gstreamer-1.0/libgsthls.so`));

/** Firefox decodes H.264 with the system's libavcodec; without it every media test there would fail. */
export const hasLibavcodec = () =>
  process.platform !== 'linux' ||
  ['/usr/lib', '/usr/lib64', ...libraryFolders()].some((folder) => {
    try {
      return fs.readdirSync(folder).some((file) => file.startsWith('libavcodec.so.'));
    } catch {
      return false;
    }
  });
