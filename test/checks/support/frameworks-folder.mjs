import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { report, root } from './report.mjs';

/** Returns the folder with the frameworks' types and compilers and the editors' services, installed if needed. */
export function frameworksFolder() {
  const folder = path.join(root, 'test/frameworks');
  // npm writes this file last: an installation that was interrupted, or has an older list, is made again.
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
