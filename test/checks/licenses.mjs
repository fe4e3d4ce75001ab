// Packages that are bundled into dist/cdn/ are shipped with their licenses. The source maps say which ones: ours, and
// those of packages whose own files contain others.
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { BANNER, LICENSES } from '../../.config/licenses.mjs';
import { readText, report, root } from './support/report.mjs';

const CDN = 'dist/cdn';
/** A shorter text is a name, not a license. */
const MIN_LETTERS = 200;

const text = readText(`${CDN}/${LICENSES}`);
if (text === undefined) report([`${CDN}/${LICENSES} is missing: was the build run?`]);

const packageOf = (source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1];
const sourcesOf = (map) => JSON.parse(fs.readFileSync(map, 'utf8')).sources;

/** Packages that a bundled file of another package contains. */
function packagesWithin(file) {
  return fs.existsSync(`${file}.map`) ? sourcesOf(`${file}.map`).map(packageOf).filter(Boolean) : [];
}

const bundled = new Set();
const withPackages = new Set();
const within = new Map();
// A script that only imports others has no code of its own, and no map.
const isImportsOnly = (name) => /^(?:import"\.\/[\w.-]+";\s*)+$/.test(readText(`${CDN}/${name}`));
const scripts = fs.readdirSync(path.join(root, CDN)).filter((name) => name.endsWith('.js') && !isImportsOnly(name));
for (const script of scripts) {
  for (const source of sourcesOf(path.join(root, CDN, `${script}.map`))) {
    const name = packageOf(source);
    if (!name) continue;
    bundled.add(name);
    withPackages.add(script);
    for (const inner of packagesWithin(path.resolve(root, CDN, source))) within.set(inner, name);
  }
}

/** The text under the heading with each package's name, version and license. */
const sections = new Map(
  text
    .split(/^={80}$/m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.trim().split('\n');
      return [heading.replace(/ [^ ]+ \(.*\)$/, ''), lines.join('\n').trim()];
    }),
);

const [packed] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 26,
  }),
);
const shipped = packed.files.map((file) => file.path);

console.log(`Bundled: ${[...bundled].sort().join(', ')}; within these: ${[...within.keys()].sort().join(', ')}.`);
report([
  ...(bundled.size === 0 ? ['No package was found in the source maps, which cannot be.'] : []),
  ...[...bundled]
    .filter((name) => (sections.get(name) ?? '').length < MIN_LETTERS)
    .map((name) => `${name} is bundled without the text of its license: give it one in .config/licenses/.`),
  ...[...within]
    .filter(([name, outer]) => !sections.get(outer)?.includes(name))
    .map(([name, outer]) => `${name} is within ${outer}, whose text in .config/licenses/ does not name it.`),
  ...[...withPackages]
    .filter((script) => !readText(`${CDN}/${script}`).startsWith(BANNER))
    .map((script) => `${CDN}/${script} does not say where its licenses are.`),
  ...[`${CDN}/${LICENSES}`, 'LICENSE']
    .filter((file) => !shipped.includes(file))
    .map((file) => `${file} is not in the npm package.`),
]);
