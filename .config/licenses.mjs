// Collects the licenses of what is bundled into dist/cdn/, where minifying takes every notice out of the code. Which packages
// that are, the bundler says. `build.license` of Vite would give the text of each package, and neither the notices that
// stand only in its code nor packages that it brings within its own files; texts of those lie in .config/licenses/.
import fs from 'node:fs';
import path from 'node:path';

/** Name of the file that is shipped beside the scripts. */
export const LICENSES = 'THIRD-PARTY-LICENSES.txt';
/** First line of a script with code of others; `!` keeps it for whoever bundles the script again. */
export const BANNER = `/*! Licenses: ${LICENSES} */`;

const root = path.resolve(import.meta.dirname, '..');
const IN_PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;
const RULE = '='.repeat(80);

/** Gives the banner of a script, where it needs one. */
export function bannerOf({ moduleIds }) {
  return moduleIds.some((id) => IN_PACKAGE.test(id)) ? BANNER : '';
}

/** Collects the packages and notices of everything that goes into a bundle. */
export class Licenses {
  #packages = new Map();
  #notices = new Set();

  /** Plugin for a build. */
  plugin() {
    return {
      name: 'licenses',
      generateBundle: (_, bundle) => {
        for (const { moduleIds = [] } of Object.values(bundle)) for (const id of moduleIds) this.#add(id);
      },
    };
  }

  /** Text of the file that is shipped. */
  text() {
    const { name, version } = readManifest(root);
    const packages = [...this.#packages.values()].sort((a, b) => a.title.localeCompare(b.title, 'en'));
    return [
      `${name} ${version}\n\n${readLicense(root)}`,
      'The scripts in this folder also hold code of the packages below, which is under their licenses.',
      ...packages.map(({ title, text }) => `${RULE}\n${title}\n\n${text}`),
      `${RULE}\nNotices in the code of these packages\n\n${[...this.#notices].join('\n\n')}`,
      '',
    ].join('\n\n');
  }

  #add(id) {
    const folder = IN_PACKAGE.exec(id)?.[1];
    if (!folder) return;
    if (!this.#packages.has(folder)) this.#packages.set(folder, describe(folder));
    const [file] = id.split('?');
    for (const [comment] of fs.readFileSync(file, 'utf8').matchAll(/\/\*[^]*?\*\//g)) {
      if (/copyright|@license/i.test(comment)) this.#notices.add(comment.replace(/^[ \t]+\*/gm, ' *'));
    }
  }
}

function describe(folder) {
  const { name, version, license = 'no license named' } = readManifest(folder);
  const more = path.join(root, '.config/licenses', `${name.replace('/', '-')}.txt`);
  const texts = [readLicense(folder), fs.existsSync(more) ? fs.readFileSync(more, 'utf8').trim() : ''];
  return { title: `${name} ${version} (${license})`, text: texts.filter(Boolean).join('\n\n') };
}

function readManifest(folder) {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

function readLicense(folder) {
  const file = fs.readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file ? fs.readFileSync(path.join(folder, file), 'utf8').trim() : '';
}
