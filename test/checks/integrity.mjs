// The import map beside the built scripts has the hash of each, so that a browser refuses a modified one.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { readText, report, root } from './support/report.mjs';

const folder = path.join(root, 'dist/cdn');
const { integrity } = JSON.parse(readText('dist/cdn/importmap.json') ?? '{"integrity":{}}');
const scripts = fs.readdirSync(folder).filter((name) => name.endsWith('.js'));
const hashOf = (name) => {
  const hash = createHash('sha384').update(fs.readFileSync(path.join(folder, name)));
  return `sha384-${hash.digest('base64')}`;
};
report([
  ...scripts
    .filter((name) => integrity[`/cdn/${name}`] !== hashOf(name))
    .map((name) => `dist/cdn/importmap.json has not the hash of ${name}.`),
  ...Object.keys(integrity)
    .filter((url) => !scripts.includes(url.replace(/^\/cdn\//, '')))
    .map((url) => `dist/cdn/importmap.json speaks of ${url}, which there is not.`),
]);
