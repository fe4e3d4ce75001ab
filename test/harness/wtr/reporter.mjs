import path from 'node:path';
import { sum, writeCounts } from '../run/counts.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const nameOf = (file) => path.relative(root, file).split(path.sep).join('/');

/**
 * Prints a line for each file, and each failure with its message and place, and records how many tests passed, failed
 * and were skipped. Under `CI`, files without a failure are left out.
 *
 * @param pages The files in each bundle of test-pages.mjs.
 */
export const reporter = (pages) => ({
  reportTestFileResults({ logger, testFile, sessionsForTestFile }) {
    // The runner's logger moves the cursor, which is fine on a terminal but garbage in a file.
    const print = process.stdout.isTTY ? (text) => logger.log(text) : (text) => process.stdout.write(`${text}\n`);
    const bundled = pages.get(testFile);
    const files = bundled ?? [nameOf(testFile)];
    for (const session of sessionsForTestFile) {
      for (const file of files) {
        const tests = testsOf(session, bundled && file);
        const counts = count(tests);
        if (tests.length === 0 || (process.env.CI && counts.failed === 0)) continue;
        print(`${mark(counts)} ${file} in ${session.browser.name}: ${sentence(counts)} (${seconds(tests)} s)`);
        if (process.env.TEST_TIMES) print(lines(timesOfTests(tests, Number(process.env.TEST_TIMES))));
        if (counts.failed > 0) print(lines(tests.filter(hasFailed).flatMap(describe)));
      }
      for (const text of timesOf(session)) print(`    ${text}`);
      if (session.passed) continue;
      const notes = notesOf(session);
      const isUntold = count(testsOf(session)).failed === 0;
      if (isUntold) print(`✖ did not come to its end in ${session.browser.name}: ${files.join(', ')}`);
      else if (files.length > 1 && notes.length > 0) print(`  on the page of ${files.join(', ')}:`);
      if (notes.length > 0) print(lines(notes));
    }
  },
  stop({ sessions }) {
    const all = [...sessions];
    const failedFiles = all.flatMap((session) => failedFilesOf(session, pages));
    const passedIn = (file) =>
      all
        .filter(({ testFile }) => pages.get(testFile)?.includes(file) ?? nameOf(testFile) === file)
        .reduce((passed, session) => passed + count(testsOf(session, pages.has(session.testFile) && file)).passed, 0);
    const passedBy = Object.fromEntries(failedFiles.map((file) => [file, passedIn(file)]));
    writeCounts({ ...sum(all.map(countsOf)), failedFiles, passedBy });
  },
});

const mark = ({ failed }) => (failed > 0 ? '✖' : '✔');

const sentence = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

const seconds = (tests) => (tests.reduce((sum, { duration = 0 }) => sum + duration, 0) / 1000).toFixed(1);

/** All tests of a session, or those of one file in it, with the names of the suites around each. */
function testsOf({ testResults }, file) {
  const walk = (suite, names) => [
    ...(suite?.tests ?? []).map((test) => ({ ...test, title: [...names, test.name].join(' › ') })),
    ...(suite?.suites ?? []).flatMap((child) => walk(child, [...names, child.name])),
  ];
  return walk(file ? testResults?.suites.find(({ name }) => name === file) : testResults, []);
}

/** Tests that took this number of seconds or more, the longest first. */
const timesOfTests = (tests, least) =>
  tests
    .map(({ title, duration = 0 }) => ({ title, took: duration / 1000 }))
    .filter(({ took }) => took >= least)
    .sort((a, b) => b.took - a.took)
    .map(({ title, took }) => `${took.toFixed(1)} s: ${title}`);

const hasFailed = ({ passed, skipped }) => !passed && !skipped;

function count(tests) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const test of tests) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
  return counts;
}

function countsOf(session) {
  const counts = count(testsOf(session));
  // A page that could not be loaded, or did not finish.
  return !session.passed && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** The files with failed tests, or, if these are unknown, all on the page: it did not come to its end. */
function failedFilesOf(session, pages) {
  if (session.passed) return [];
  const files = pages.get(session.testFile) ?? [nameOf(session.testFile)];
  const failed = files.filter((file) => testsOf(session, files.length > 1 && file).some(hasFailed));
  return failed.length > 0 ? failed : files;
}

const describe = ({ title, error }) => [title, ...indent(textOf(error))];

/** What `fuzz()` prints. */
const timesOf = ({ logs = [] }) => logs.map(([text]) => String(text)).filter((text) => text.startsWith('Slowest of '));

/** What is known about a page, rather than about one test. */
const notesOf = ({ errors = [], request404s = [], logs = [] }) => [
  ...errors.flatMap((error) => ['(outside of tests)', ...indent(textOf(error))]),
  ...[...request404s].map((url) => `(not found) ${url}`),
  ...logs.map((values) => `(console) ${values.map(shown).join(' ')}`),
];

function textOf({ name, message, stack = '', expected, actual } = {}) {
  const first = name && !message?.startsWith(name) ? `${name}: ${message}` : (message ?? 'It did not say why.');
  // Where it was thrown, as far as it is in our own files; the rest is the test runner's.
  const places = stack.split('\n').filter((line) => /\b(test|src)\//.test(line) && !line.includes('node_modules'));
  const difference =
    expected === undefined && actual === undefined
      ? []
      : [`expected: ${shown(expected)}`, `actual:   ${shown(actual)}`];
  return [first, ...difference, ...places.map((line) => line.trim())].join('\n');
}

const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
const indent = (text) => text.split('\n').map((line) => `    ${line}`);
const lines = (texts) => indent(texts.join('\n')).join('\n');
