// Both test runners add a line with their counts to the file that `TEST_COUNTS` names; test/run.mjs sums them up.
import fs from 'node:fs';

const KINDS = { pass: 'passed', fail: 'failed', cancelled: 'failed', skipped: 'skipped', todo: 'skipped' };

/** Adds up counts. */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) for (const kind of Object.keys(total)) total[kind] += counts[kind] ?? 0;
  return total;
}

/** Notes what a runner counted. */
export function writeCounts(counts) {
  if (process.env.TEST_COUNTS) fs.appendFileSync(process.env.TEST_COUNTS, `${JSON.stringify(counts)}\n`);
}

/** Reads what was noted in a file. */
export function readCounts(file) {
  const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n') : [];
  return sum(lines.map((line) => JSON.parse(line)));
}

/** A reporter for Node's test runner that shows nothing and notes the counts. */
export default async function* countReporter(events) {
  const counts = [];
  for await (const { type, data } of events) {
    if (type !== 'test:diagnostic' || data.nesting !== 0) continue;
    const [, name, count] = /^(\w+) (\d+)$/.exec(data.message) ?? [];
    if (name in KINDS) counts.push({ [KINDS[name]]: Number(count) });
  }
  writeCounts(sum(counts));
  yield '';
}
