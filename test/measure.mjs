// `npm run bench [words]` prints figures, and none of them makes it fail. `npm run soak [words]` fails on a finding. Both
// fail where a run does not get to its end. A measurement is a file `test/bench/*.bench.ts` or `test/soak/*.soak.ts`; words
// pick those whose path has one of them in it. One at a time, because two would measure each other.
import fs from 'node:fs';
import { ensurePackagesOrExit } from '../.config/setup.mjs';
import { runNode } from './harness/run/children.mjs';
import { findFiles } from './harness/run/suites.mjs';

ensurePackagesOrExit();

const [kind, ...words] = process.argv.slice(2);
const isAskedForHelp = words.includes('--help');
const files = findFiles(new RegExp(`^test/${kind}/[^/]+\\.${kind}\\.ts$`), isAskedForHelp ? [] : words);
if (files.length === 0) {
  console.error(`No file of “${kind}” has ${words.join(' or ') || 'a measurement'} in its path.`);
  process.exit(1);
}
if (isAskedForHelp) {
  for (const file of files) {
    const [comment] = /^(\/\/.*\n)+/.exec(fs.readFileSync(file, 'utf8')) ?? [''];
    const [, name] = /([^/]+)\.\w+\.ts$/.exec(file);
    console.log(`npm run ${kind} ${name}\n${comment.replace(/^\/\/ /gm, '  ')}`);
  }
  process.exit();
}
await runNode(['test/harness/run/install.mjs', 'ffmpeg', 'chromium', 'firefox', 'webkit', 'postgres', 'wrk']);
for (const file of files) {
  console.log(`\n— ${file} —`);
  if ((await runNode(['--import', 'tsx', file])) !== 0) process.exitCode = 1;
}
