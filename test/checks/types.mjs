// are-the-types-wrong finds nothing in the packed package, for each entry and each way of resolution. The package
// is ESM only: that `require` gets an ES module is intended, and TypeScript's resolution before 4.7 knows no entries.
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
/** Whether an entry is code; style sheets and JSON have no types, or need none. */
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
