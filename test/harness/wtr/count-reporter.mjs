import fs from 'node:fs';

/** Writes how many tests passed, failed and were skipped to the file that `TEST_COUNTS` names. */
export const countReporter = () => ({
  stop({ sessions }) {
    const sum = { passed: 0, failed: 0, skipped: 0 };
    for (const session of sessions) add(sum, countsOf(session));
    if (process.env.TEST_COUNTS) fs.writeFileSync(process.env.TEST_COUNTS, JSON.stringify(sum));
    console.log(`component tests: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  },
});

function countsOf(session) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const walk = (suite) => {
    for (const test of suite?.tests ?? []) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
    for (const child of suite?.suites ?? []) walk(child);
  };
  walk(session.testResults);
  // A file that could not be loaded, or did not come to its end.
  if (!session.passed && counts.failed === 0) counts.failed = 1;
  return counts;
}

function add(sum, counts) {
  for (const kind of Object.keys(sum)) sum[kind] += counts[kind];
}
