import path from 'node:path';
import { sum, writeCounts } from '../run/counts.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const nameOf = (file) => path.relative(root, file).split(path.sep).join('/');

/**
 * Prints a line for each file, what failed in it with its message and place, and notes how many tests passed, failed
 * and were skipped. Under `CI`, files in which all is well are not mentioned.
 */
export const reporter = () => ({
  reportTestFileResults({ logger, testFile, sessionsForTestFile }) {
    // The runner's logger moves the cursor about, which is fine on a screen and rubbish in a file.
    const print = process.stdout.isTTY ? (text) => logger.log(text) : (text) => process.stdout.write(`${text}\n`);
    for (const session of sessionsForTestFile) {
      const counts = countsOf(session);
      if (process.env.CI && counts.failed === 0) continue;
      print(
        `${counts.failed > 0 ? '✖' : '✔'} ${nameOf(testFile)} in ${session.browser.name}: ${sentence(counts)} (${seconds(session)} s)`,
      );
      if (counts.failed > 0) print(failuresOf(session));
    }
  },
  stop({ sessions }) {
    writeCounts(sum([...sessions].map(countsOf)));
  },
});

const sentence = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

const seconds = (session) => (testsOf(session).reduce((sum, { duration = 0 }) => sum + duration, 0) / 1000).toFixed(1);

/** All tests of a session, with the names of the suites around each. */
function testsOf(session) {
  const walk = (suite, names) => [
    ...(suite?.tests ?? []).map((test) => ({ ...test, title: [...names, test.name].join(' › ') })),
    ...(suite?.suites ?? []).flatMap((child) => walk(child, [...names, child.name])),
  ];
  return walk(session.testResults, []);
}

function countsOf(session) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const test of testsOf(session)) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
  // A file that could not be loaded, or did not come to its end.
  if (!session.passed && counts.failed === 0) counts.failed = 1;
  return counts;
}

function failuresOf(session) {
  const failed = testsOf(session).filter((test) => !test.passed && !test.skipped);
  const lines = [
    ...failed.flatMap(({ title, error }) => [title, ...indent(textOf(error))]),
    ...(session.errors ?? []).flatMap((error) => ['(the whole file)', ...indent(textOf(error))]),
    ...(session.request404s ?? []).map((url) => `(not found) ${url}`),
    ...(session.logs ?? []).map((values) => `(console) ${values.map(shown).join(' ')}`),
  ];
  return indent(lines.join('\n')).join('\n');
}

function textOf({ name, message, stack = '', expected, actual } = {}) {
  const first = name && !message?.startsWith(name) ? `${name}: ${message}` : (message ?? 'It did not say why.');
  // Where it was thrown, on the way through our own files; the rest is the test runner's.
  const places = stack.split('\n').filter((line) => /\b(test|src)\//.test(line) && !line.includes('node_modules'));
  const difference =
    expected === undefined && actual === undefined
      ? []
      : [`expected: ${shown(expected)}`, `actual:   ${shown(actual)}`];
  return [first, ...difference, ...places.map((line) => line.trim())].join('\n');
}

const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
const indent = (text) => text.split('\n').map((line) => `    ${line}`);
