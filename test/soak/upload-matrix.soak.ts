// Everything that can go wrong with an upload, in a real browser against the demo: the file has to arrive once and
// intact, or the user has to be told what to do. Each row runs by `endpoint` and by `createUpload`, with tus and with a form,
// where such an upload can have that fault. `npm run soak upload-matrix`; MATRIX_WORDS=cut,createUpload+form selects rows.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { chromiumArguments, chromiumPath } from '../harness/browser-options.js';
import { startJourney, type JourneyDemo } from '../journeys/support/demo.js';
import { until } from '../journeys/support/until.js';
import { startFaultProxy } from './support/fault-proxy.js';
import { MATRIX, PAIRS, type MatrixCase, type Pair } from './support/matrix-cases.js';
import { CHUNK_BYTES, MatrixRun } from './support/matrix-run.js';

/** What a form has beside its file, at most, in bytes. */
const FORM_EXTRA = 1024;
/** Rows that run at a time: each spends most of its time waiting. */
const CONCURRENCY = 3;

/** Result of one case. */
interface Row {
  readonly name: string;
  readonly outcome: string;
  /** Bytes that were sent more than once. */
  readonly resentBytes: number;
  /** Resent bytes for which the browser, not the uploader, repeated a request. */
  readonly browserResentBytes: number;
  readonly isGood: boolean;
}

async function runCase(demo: JourneyDemo, matrixCase: MatrixCase, pair: Pair): Promise<Row> {
  const isForm = pair.protocol === 'form';
  const name = nameOf(matrixCase, pair);
  const { expectedMessage: expected, expectedOfForm = expected } = matrixCase;
  const expectedMessage = (isForm ? expectedOfForm : expected) ?? undefined;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'matrix-'));
  const proxy = await startFaultProxy(demo.url, demo.stream.origin);
  if (matrixCase.fault) proxy.setFault(matrixCase.fault);
  const run = new MatrixRun(folder, proxy, pair, matrixCase);
  try {
    await run.open(matrixCase.hasOwnBrowser ? undefined : browser);
    await run.choose();
    await matrixCase.act?.(run);
    const result = await run.end(expectedMessage);
    const resentBytes = proxy.receivedBytes - run.bytes;
    const browserResentBytes = Math.min(Math.max(0, resentBytes), proxy.repeatedBytes);
    if (result.status === 'error' || expectedMessage) {
      const isGood = expectedMessage?.test(result.text) ?? false;
      return {
        name,
        outcome: `told: ${result.text.replace(/^\S+ +/, '').trim()}`,
        resentBytes: 0,
        browserResentBytes: 0,
        isGood,
      };
    }
    const isIntact = (await sha256Of(demo, result.uid)) === run.sha256;
    const { faultCount = 1, formsLost = faultCount, chunkBytes = CHUNK_BYTES, isRestarted } = matrixCase;
    const allowed = isForm
      ? formsLost * run.bytes + (formsLost + 1) * FORM_EXTRA
      : faultCount * Math.min(chunkBytes, run.bytes) + (isRestarted ? run.bytes : 0);
    return {
      name,
      outcome: isIntact ? 'intact' : 'NOT THE SAME BYTES',
      resentBytes,
      browserResentBytes,
      isGood: isIntact && resentBytes - browserResentBytes <= allowed,
    };
  } catch (error) {
    return {
      name,
      outcome: `${(error as Error).message} [${proxy.log.slice(-4).join('; ')}]`,
      resentBytes: 0,
      browserResentBytes: 0,
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
  await until('the file is stored', () => fs.existsSync(original));
  const hash = createHash('sha256');
  for await (const chunk of fs.createReadStream(original)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const nameOf = ({ name }: MatrixCase, { way, protocol }: Pair): string => `${`${way}+${protocol}`.padEnd(18)} ${name}`;
const mib = (bytes: number): string => (bytes / 1024 ** 2).toFixed(2);
const words = (process.env.MATRIX_WORDS ?? '').split(',').filter(Boolean);
// MATRIX_PART=2/5 runs the second of five parts.
const [part = 1, parts = 1] = (process.env.MATRIX_PART ?? '').split('/').filter(Boolean).map(Number);
const cases = MATRIX.flatMap((matrixCase) =>
  PAIRS.filter(({ protocol }) => (matrixCase.only ?? protocol) === protocol).map((pair) => ({ matrixCase, pair })),
).filter(
  ({ matrixCase, pair }, index) =>
    index % parts === part - 1 && (words.length === 0 || words.some((word) => nameOf(matrixCase, pair).includes(word))),
);
const demo = await startJourney();
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: chromiumArguments });
const rows: Row[] = [];
const waiting = [...cases];
const startedAt = Date.now();
await Promise.all(
  Array.from({ length: CONCURRENCY }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const row = await runCase(demo, next.matrixCase, next.pair);
      rows.push(row);
      const byBrowser = row.browserResentBytes > 0 ? ` (${mib(row.browserResentBytes)} by the browser)` : '';
      process.stdout.write(
        `${row.isGood ? '✔' : '✖'} ${row.name.padEnd(84)} ${`${mib(row.resentBytes)} MiB resent${byBrowser}`.padEnd(40)} ${row.outcome}\n`,
      );
    }
  }),
);
await browser.close();
await demo.close();
for (const { way, protocol } of PAIRS) {
  const own = rows.filter(({ name }) => name.startsWith(`${way}+${protocol} `));
  const resent = own.reduce((sum, { resentBytes }) => sum + Math.max(0, resentBytes), 0);
  const byBrowser = own.reduce((sum, { browserResentBytes }) => sum + browserResentBytes, 0);
  process.stdout.write(
    `\n${way}+${protocol}: ${own.length} rows, ${own.filter(({ isGood }) => isGood).length} as they should be, ` +
      `${mib(resent)} MiB sent twice, ${mib(byBrowser)} of them by the browser.`,
  );
}
const failed = rows.filter(({ isGood }) => !isGood).length;
const resentMib = rows.reduce((sum, { resentBytes }) => sum + resentBytes, 0) / 1024 ** 2;
process.stdout.write(
  `\n${rows.length} faults, ${rows.length - failed} as they should be; ${resentMib.toFixed(1)} MiB were sent twice in total, in ${((Date.now() - startedAt) / 1000).toFixed(0)} s.\n`,
);
process.exitCode = failed > 0 ? 1 : 0;
