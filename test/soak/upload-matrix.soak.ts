// Everything that can go wrong with an upload, in a real browser against the demo: the bytes have to arrive once and
// whole, or the person has to be told what to do. `npm run soak upload-matrix`; MATRIX_WORDS=cut,HEAD picks rows.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startJourney, type JourneyDemo } from '../journeys/support/demo.js';
import { until } from '../journeys/support/until.js';
import { startFaultProxy } from './support/fault-proxy.js';
import { MATRIX, type MatrixCase } from './support/matrix-cases.js';
import { MatrixRun } from './support/matrix-run.js';

const CHUNK = 5 * 1024 ** 2;
/** Rows at a time: much of each is waiting. */
const AT_A_TIME = 3;

interface Row {
  readonly name: string;
  readonly outcome: string;
  readonly twiceBytes: number;
  /** Those of them that the browser repeated by itself. */
  readonly ownBytes: number;
  readonly isGood: boolean;
}

async function runCase(demo: JourneyDemo, one: MatrixCase): Promise<Row> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'matrix-'));
  const proxy = await startFaultProxy(demo.url, demo.stream.origin);
  if (one.fault) proxy.setFault(one.fault);
  const run = new MatrixRun(folder, proxy);
  try {
    await run.open();
    await run.choose();
    await one.act?.(run);
    const seen = await run.end();
    const twiceBytes = proxy.received - run.bytes;
    const ownBytes = Math.min(Math.max(0, twiceBytes), proxy.repeated);
    if (seen.status === 'error' || one.told) {
      const isGood = seen.status === 'error' && (one.told?.test(seen.text) ?? false);
      return {
        name: one.name,
        outcome: `told: ${seen.text.replace(/^\S+ +/, '').trim()}`,
        twiceBytes: 0,
        ownBytes: 0,
        isGood,
      };
    }
    const isWhole = (await sha256Of(demo, seen.uid)) === run.sha256;
    const allowed = (one.faults ?? 1) * CHUNK + (one.isRestarted ? run.bytes : 0);
    return {
      name: one.name,
      outcome: isWhole ? 'whole' : 'NOT THE SAME BYTES',
      twiceBytes,
      ownBytes,
      isGood: isWhole && twiceBytes - ownBytes <= allowed,
    };
  } catch (error) {
    return {
      name: one.name,
      outcome: `${(error as Error).message} [${proxy.log.slice(-4).join('; ')}]`,
      twiceBytes: 0,
      ownBytes: 0,
      isGood: false,
    };
  } finally {
    await run.close();
    await proxy.close();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function sha256Of(demo: JourneyDemo, uid: string): Promise<string> {
  const original = path.join(demo.folder, 'data/stream/videos', uid, 'original');
  await until('the file is there', () => fs.existsSync(original));
  const hash = createHash('sha256');
  for await (const chunk of fs.createReadStream(original)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const mib = (bytes: number): string => (bytes / 1024 ** 2).toFixed(2);
const words = (process.env.MATRIX_WORDS ?? '').split(',').filter(Boolean);
/** `MATRIX_PART=2/5` runs the second of five parts. */
const [part = 1, parts = 1] = (process.env.MATRIX_PART ?? '').split('/').filter(Boolean).map(Number);
const cases = MATRIX.filter(
  ({ name }, index) => index % parts === part - 1 && (words.length === 0 || words.some((word) => name.includes(word))),
);
const demo = await startJourney();
const rows: Row[] = [];
const waiting = [...cases];
const startedAt = Date.now();
await Promise.all(
  Array.from({ length: AT_A_TIME }, async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const row = await runCase(demo, one);
      rows.push(row);
      const own = row.ownBytes > 0 ? ` (${mib(row.ownBytes)} by the browser)` : '';
      process.stdout.write(
        `${row.isGood ? '✔' : '✖'} ${row.name.padEnd(62)} ${`${mib(row.twiceBytes)} MiB twice${own}`.padEnd(40)} ${row.outcome}\n`,
      );
    }
  }),
);
await demo.close();
const bad = rows.filter(({ isGood }) => !isGood).length;
const twice = rows.reduce((sum, { twiceBytes }) => sum + twiceBytes, 0) / 1024 ** 2;
process.stdout.write(
  `\n${rows.length} faults, ${rows.length - bad} as they should be; ${twice.toFixed(1)} MiB were sent twice in all, in ${((Date.now() - startedAt) / 1000).toFixed(0)} s.\n`,
);
process.exitCode = bad > 0 ? 1 : 0;
