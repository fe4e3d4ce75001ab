// `npm test` runs everything. `node test/run.mjs [static|unit|stream|server|browser|elements|journey|firefox] [words]` runs a part of
// it, and of that only the files whose path has one of the words in it. The last line counts all tests. Each suite is one
// command, which is printed and also works alone; test/harness/run/suites.mjs lists them. Without words, a file that failed
// beside others is run once more, alone, if they are few; what passes then is named above the last line. TEST_AGAIN=0 turns that
// off.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensurePackagesOrExit } from '../.config/setup.mjs';
import { runNode } from './harness/run/children.mjs';
import { readCounts, sum } from './harness/run/counts.mjs';
import { findFiles, STAGES } from './harness/run/suites.mjs';

ensurePackagesOrExit();

const [first, ...rest] = process.argv.slice(2);
const isPart = STAGES.flat().some(({ parts }) => parts.includes(first));
const words = isPart || first === undefined ? rest : [first, ...rest];
const stages = STAGES.map((stage) =>
  stage
    .filter(({ parts, isAskedFor }) => (isPart ? parts.includes(first) : !isAskedFor))
    // Words pick files; of the checks of the whole project, which are asked for by their part, they pick names.
    .map((suite) => ({ ...suite, chosen: findFiles(suite.files, first === 'static' ? [] : words) }))
    .filter(({ chosen }) => chosen.length > 0),
).filter((stage) => stage.length > 0);
if (stages.length === 0) {
  console.error(`No test file has ${words.join(' or ')} in its path.`);
  process.exit(1);
}

const needs = new Set(stages.flat().flatMap((suite) => suite.needs));
if ((await runNode(['test/harness/run/install.mjs', ...needs])) !== 0) process.exit(1);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'test-counts-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

/** More than these in one suite are no accident. */
const MAX_FAILED_FILES = 8;
/** Time for all of them together, so that a run which fails anyway does so soon. */
const AGAIN_WITHIN_MS = 180_000;

/** Runs one suite; a runner that ends badly without saying which test failed is one failure itself. */
async function runSuite(
  { command, chosen, entries = chosen, env, isFew, isInBackground, endAfterMs },
  index,
  onlyThese = isFew ? chosen : words,
) {
  const file = path.join(folder, `${index}-${chosen.length}-${path.basename(chosen[0])}`);
  const reporters = command.includes('--test')
    ? [process.env.CI ? 'dot' : 'spec', './test/harness/run/counts.mjs'].flatMap((reporter, at) => [
        `--test-reporter=${reporter}`,
        `--test-reporter-destination=${at === 0 ? 'stdout' : os.devNull}`,
      ])
    : [];
  const shown = [...command, ...entries.slice(0, 3), ...(entries.length > 3 ? [`… (${entries.length})`] : [])];
  console.log(`$ node ${shown.join(' ')}`);
  const begun = performance.now();
  const at = command.indexOf('--test') + 1;
  const args = [...command.slice(0, at), ...reporters, ...command.slice(at), ...entries];
  const code = await runNode(
    args,
    { TEST_COUNTS: file, TEST_WORDS: onlyThese.join(' '), ...env },
    { isInBackground, endAfterMs },
  );
  const took = Math.round((performance.now() - begun) / 1000);
  const counts = readCounts(file);
  console.log(`(${took} s: ${entries[0] ?? command.at(-1)}${slowest(counts.seconds)})`);
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** The files that took longest, for whoever wants the whole to be shorter. */
function slowest(seconds) {
  const files = Object.entries(seconds).sort(([, a], [, b]) => b - a);
  return files
    .slice(0, 5)
    .filter(([, took]) => took > 10)
    .map(([file, took]) => `, ${path.basename(file)} ${Math.round(took)} s`)
    .join('');
}

/** Runs the suites of a stage side by side, but those of a lane one after the other. */
function runStage(stage) {
  const lanes = new Map();
  return Promise.all(
    stage.map((suite, index) => {
      const lane = suite.lane ?? index;
      const run = Promise.resolve(lanes.get(lane)).then(() => runSuite(suite, index));
      lanes.set(lane, run);
      return run.then((counts) => ({ suite, counts }));
    }),
  );
}

/**
 * Runs the files of a suite in which tests failed once more, with the machine to themselves, and gives the counts that hold:
 * the first ones, or, if all pass now, those without a failure.
 */
async function runFailedAlone({ suite, counts }, index, until) {
  const { failed, failedFiles } = counts;
  const endAfterMs = until - performance.now();
  const mayPass =
    words.length === 0 &&
    process.env.TEST_AGAIN !== '0' &&
    !suite.parts.includes('static') &&
    failed > 0 &&
    failedFiles.length > 0 &&
    failedFiles.length <= MAX_FAILED_FILES &&
    endAfterMs > 0 &&
    // A process that failed outside of a test file has no test that could pass.
    failedFiles.every((file) => suite.chosen.includes(file));
  if (!mayPass) return counts;
  console.log(`\n— once more, alone: ${failedFiles.join(', ')} —`);
  const chosen = suite.chosen.filter((file) => failedFiles.includes(file));
  const alone = { ...suite, chosen, isInBackground: false, endAfterMs };
  const again = await runSuite(alone, `again-${index}`, failedFiles);
  if (again.failed > 0 || again.passed === 0) return counts;
  passedAlone.push(...failedFiles);
  const passedBefore = failedFiles.reduce((total, file) => total + (counts.passedBy[file] ?? 0), 0);
  return { ...counts, passed: counts.passed - passedBefore + again.passed, failed: 0 };
}

const results = [];
const passedAlone = [];
for (const stage of stages) {
  console.log(`\n— ${[...new Set(stage.map(({ parts }) => parts.at(-1)))].join(', ')} —`);
  results.push(...(await runStage(stage)));
}
const counts = [];
const until = performance.now() + AGAIN_WITHIN_MS;
for (const [index, result] of results.entries()) counts.push(await runFailedAlone(result, index, until));
if (passedAlone.length > 0) console.log(`\nFailed beside others, passed alone: ${passedAlone.join(', ')}`);
const { passed, failed, skipped } = sum(counts);
const isEmpty = passed + failed === 0;
console.log(`\n${passed} passed, ${failed + (isEmpty ? 1 : 0)} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 || isEmpty ? 1 : 0;
