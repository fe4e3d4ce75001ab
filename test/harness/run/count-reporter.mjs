import fs from 'node:fs';

const KINDS = { pass: 'passed', fail: 'failed', cancelled: 'failed', skipped: 'skipped', todo: 'skipped' };

/** A reporter for Node's test runner that writes its counts to the file that `TEST_COUNTS` names. */
export default async function* countReporter(events) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type !== 'test:diagnostic') continue;
    const [, name, count] = /^(\w+) (\d+)$/.exec(data.message) ?? [];
    if (data.nesting === 0 && name in KINDS) sum[KINDS[name]] += Number(count);
  }
  fs.writeFileSync(process.env.TEST_COUNTS, JSON.stringify(sum));
  yield '';
}
