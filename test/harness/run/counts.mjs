// Both test runners add a line with their counts, and with the files in which tests failed, to the file that `TEST_COUNTS`
// names; test/run.mjs sums them up.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './suites.mjs';

const KINDS = { pass: 'passed', fail: 'failed', cancelled: 'failed', skipped: 'skipped', todo: 'skipped' };

/** Adds up counts. */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) for (const kind of Object.keys(total)) total[kind] += counts[kind] ?? 0;
  return total;
}

/** Records the counts of a runner. */
export function writeCounts(counts) {
  if (process.env.TEST_COUNTS) fs.appendFileSync(process.env.TEST_COUNTS, `${JSON.stringify(counts)}\n`);
}

/** Reads recorded counts: their sums, the files with failed tests, and how long each took and how many passed in it. */
export function readCounts(file) {
  const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n') : [];
  const all = lines.map((line) => JSON.parse(line));
  const [seconds, passedBy] = ['seconds', 'passedBy'].map((key) => Object.assign({}, ...all.map((each) => each[key])));
  return {
    ...sum(all),
    seconds,
    passedBy,
    failedFiles: [...new Set(all.flatMap(({ failedFiles = [] }) => failedFiles))],
  };
}

/** A reporter for Node's test runner that prints nothing and records the counts. */
export default async function* countReporter(events) {
  const counts = [];
  const failedFiles = new Set();
  const seconds = {};
  const passedBy = {};
  for await (const { type, data } of events) {
    const file = data.file && path.relative(root, data.file).split(path.sep).join('/');
    if (type === 'test:fail' && file) failedFiles.add(file);
    if (type === 'test:pass' && data.details.type !== 'suite' && data.skip === undefined)
      passedBy[file] = (passedBy[file] ?? 0) + 1;
    if ((type === 'test:pass' || type === 'test:fail') && data.nesting === 0)
      seconds[file] = (seconds[file] ?? 0) + data.details.duration_ms / 1000;
    if (type !== 'test:diagnostic' || data.nesting !== 0) continue;
    const [, name, count] = /^(\w+) (\d+)$/.exec(data.message) ?? [];
    if (name in KINDS) counts.push({ [KINDS[name]]: Number(count) });
  }
  writeCounts({ ...sum(counts), failedFiles: [...failedFiles], seconds, passedBy });
  yield '';
}
