// `npm test` runs everything. `node test/run.mjs [static|unit|stream|server|browser|elements|journey] [words]` runs a part of it, and of that
// only the files whose path has one of the words in it. The last line counts all tests.
import { ensurePackagesOrExit } from '../.config/setup.mjs';
import { chromiumPath, installMissing, installWorkerd, otherBrowsers } from './harness/run/browsers.mjs';
import { filesOf, runBrowser, runJourneys, runNode, runNodeTogether, runStatic } from './harness/run/suites.mjs';

const PARTS = {
  all: ['static', 'unit', 'stream', 'server', 'browser', 'elements', 'journey'],
  static: ['static'],
  unit: ['unit', 'browser'],
  stream: ['stream'],
  server: ['server'],
  browser: ['browser'],
  elements: ['elements'],
  journey: ['journey'],
};
/** What leaves a core to others runs beside them; what plays in real time has both to itself. */
const SIDE_BY_SIDE = [['static'], ['unit', 'browser'], ['stream', 'server'], ['elements'], ['journey']];
const TOOLS = {
  static: [],
  unit: [],
  stream: ['ffmpeg'],
  server: ['postgres'],
  browser: ['chromium'],
  elements: ['chromium'],
  journey: ['chromium', 'firefox', 'webkit', 'ffmpeg'],
};

/** Ends the run with one sentence. */
function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

async function prepare(suites) {
  installMissing([...new Set(suites.flatMap((suite) => TOOLS[suite]))]);
  if (suites.includes('server')) installWorkerd();
  if (!suites.some((suite) => TOOLS[suite].includes('chromium'))) return {};
  const chromium = await chromiumPath();
  if (!chromium)
    giveUp(
      'The tests need Chromium, which was not found and could not be installed: install it, or name one with CHROMIUM=/path/to/chromium.',
    );
  const environment = { CHROMIUM: chromium };
  if (suites.includes('journey')) {
    const others = otherBrowsers();
    environment.TEST_BROWSERS = ['chromium', ...others].join(',');
    for (const name of ['firefox', 'webkit']) {
      if (!others.includes(name))
        console.log(`Tests in ${name} are skipped: it was not found and could not be installed.`);
    }
  }
  return environment;
}

async function runSuite(suite, words, environment) {
  if (suite === 'static') return runStatic(words);
  const files = filesOf(suite, words);
  if (suite === 'unit' || suite === 'stream') return runNodeTogether(files, environment);
  if (suite === 'browser') return runBrowser(files, environment);
  if (suite === 'elements') return runBrowser(files, environment, 2);
  return suite === 'journey' ? runJourneys(files, environment) : runNode(files, environment);
}

ensurePackagesOrExit();

const [first = 'all', ...rest] = process.argv.slice(2);
const [part, words] = first in PARTS ? [first, rest] : ['all', [first, ...rest]];
// Words pick files; the checks of the whole project are not asked for then.
const suites = PARTS[part].filter((suite) =>
  suite === 'static' ? part === 'static' || words.length === 0 : filesOf(suite, words).length > 0,
);
if (suites.length === 0) giveUp(`No test file of “${part}” has ${words.join(' or ') || 'a test'} in its path.`);

const environment = await prepare(suites);
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const group of SIDE_BY_SIDE.map((names) => names.filter((name) => suites.includes(name)))) {
  if (group.length === 0) continue;
  console.log(`\n— ${group.join(', ')} —`);
  const begun = performance.now();
  const results = await Promise.all(group.map((suite) => runSuite(suite, words, environment)));
  for (const counts of results) for (const kind of Object.keys(sum)) sum[kind] += counts[kind];
  console.log(`(${Math.round((performance.now() - begun) / 1000)} s)`);
}
if (sum.passed + sum.failed === 0) sum.failed = 1;
console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`);
process.exitCode = sum.failed > 0 ? 1 : 0;
