import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { report, root } from './report.mjs';

/** Gives the folder in which the frameworks' own types and compilers are, and what editors complete with; installs them at first. */
export function frameworksFolder() {
  const folder = path.join(root, 'test/frameworks');
  // Written at the end: of one that was begun, or of an older list, npm makes a whole one.
  const installed = path.join(folder, 'node_modules/.package-lock.json');
  const isNewer = (file) => fs.statSync(file).mtimeMs > fs.statSync(installed).mtimeMs;
  if (!fs.existsSync(installed) || isNewer(path.join(folder, 'package-lock.json'))) {
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'], {
      cwd: folder,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) report(['The types of the frameworks could not be installed.']);
  }
  return folder;
}
