// `npm run bench [words]` prints figures, and none of them makes it fail. `npm run soak [words]` fails on a finding. Both
// fail where a run does not get to its end. A measurement is a file `test/bench/*.bench.ts` or `test/soak/*.soak.ts`; words
// pick those whose path has one of them in it. One at a time, because two would measure each other.
import { ensurePackagesOrExit } from '../.config/setup.mjs';
import { chromiumPath, installMissing, otherBrowsers } from './harness/run/browsers.mjs';
import { run } from './harness/run/children.mjs';
import { filesOf } from './harness/run/suites.mjs';

const [kind, ...words] = process.argv.slice(2);

ensurePackagesOrExit();

const files = filesOf(kind, words);
if (files.length === 0) {
  console.error(`No file of “${kind}” has ${words.join(' or ') || 'a measurement'} in its path.`);
  process.exit(1);
}
installMissing(['ffmpeg', 'chromium', 'firefox', 'webkit', 'postgres', 'wrk']);
const environment = {
  CHROMIUM: (await chromiumPath()) ?? '',
  TEST_BROWSERS: ['chromium', ...otherBrowsers()].join(','),
};
let failures = 0;
for (const file of files) {
  console.log(`\n— ${file} —`);
  if ((await run(process.execPath, ['--import', 'tsx', file], environment)) !== 0) failures++;
}
process.exitCode = failures > 0 ? 1 : 0;
