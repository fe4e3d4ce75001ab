// What are-the-types-wrong says of the packed package, of each entry and each way in which tools resolve it: nothing. The package
// is ESM alone: that `require` gets an ES module is meant, and Node's own resolution of TypeScript before 4.7 knows no entries.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { report, root } from './support/report.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'types-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
  cwd: root,
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
if (packed.status !== 0) report([packed.stderr]);
const [tarball] = fs.readdirSync(folder);
const result = await checkPackage(createPackageFromTarballData(fs.readFileSync(path.join(folder, tarball))));
if (!result.types) report(['The package has no types.']);

const { exports } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
/** Entries that are code; style sheets and JSON have no types, or need none. */
const isCode = (entry) => exports[entry]?.default?.endsWith('.js') ?? false;
const isMeant = ({ kind, resolutionKind, entrypoint }) =>
  resolutionKind === 'node10' || kind === 'CJSResolvesToESM' || (entrypoint !== undefined && !isCode(entrypoint));
report(
  result.problems
    .filter((problem) => !isMeant(problem))
    .map(({ kind, entrypoint, resolutionKind, fileName }) =>
      ['are-the-types-wrong:', kind, entrypoint ?? fileName, resolutionKind].filter(Boolean).join(' '),
    ),
);
