// What package.json exports is there after a build, and can be imported where there is no DOM: pages are rendered on
// servers, too. What the demo's pages begin with is among its side effects: a bundler may drop it otherwise, now and then.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { report, root } from './support/report.mjs';

const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const targets = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(targets));
const files = [...new Set([...targets(manifest.exports), manifest.types, manifest.customElements])];

/** A pattern stands for at least one file. */
function exists(file) {
  const [before, after] = path.join(root, file).split('*');
  if (after === undefined) return fs.existsSync(before);
  const folder = path.dirname(`${before}x`);
  return fs.existsSync(folder) && fs.readdirSync(folder).some((name) => path.join(folder, name).endsWith(after));
}

function importsWithoutDom(file) {
  const code = `if (typeof document !== 'undefined') throw new Error('There is a DOM.'); await import(${JSON.stringify(file)});`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 ? [] : [`${file} cannot be imported in Node: ${stderr.trim()}`];
}

const pages = path.join(root, 'demo/pages');
const scripts = fs
  .readdirSync(pages)
  .filter((name) => name.endsWith('.html'))
  .flatMap((name) =>
    [...fs.readFileSync(path.join(pages, name), 'utf8').matchAll(/<script[^>]* src="\.\/([^"]+)"/g)].map(
      ([, script]) => `demo/pages/${script}`,
    ),
  );
const hasSideEffects = (file) =>
  manifest.sideEffects.some((pattern) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`).test(`./${file}`),
  );

report([
  ...scripts
    .filter((script) => !hasSideEffects(script))
    .map((script) => `package.json says that ${script} has no side effects.`),
  ...files
    .filter((file) => !exists(file))
    .map((file) => `package.json speaks of ${file}, which the build did not make.`),
  ...files.filter((file) => /^\.\/dist\/[^*]*\.js$/.test(file) && exists(file)).flatMap(importsWithoutDom),
]);
