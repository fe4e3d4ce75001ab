// The build, and then the checks in this folder, which test its output.
import fs from 'node:fs';
import path from 'node:path';
import { checks } from './support/checks.mjs';

const files = fs.readdirSync(import.meta.dirname).filter((file) => /^[^.]+\.mjs$/.test(file));
checks('the build', [['build', 'npm', 'run', '-s', 'build']]);
checks(
  'the package',
  files.sort().map((file) => [path.basename(file, '.mjs'), process.execPath, `test/checks/${file}`]),
  2,
);
