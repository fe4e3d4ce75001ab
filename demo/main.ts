// `npm start`: the demo in one command. Options are environment variables; start/options.ts reads them.
import { once } from 'node:events';
import { whenAskedToEnd } from './emulator/alone/ending.js';
import { startDemo } from './start/demo.js';
import { DemoError } from './start/demo-error.js';
import { readDemoOptions, type DemoOptions } from './start/options.js';
import { formatSummary } from './start/summary.js';

// All lines with DEMO_LOG=1, otherwise only what went wrong.
const log: NonNullable<DemoOptions['log']> = (line, level) => {
  if (process.env.DEMO_LOG || level === 'error') process.stderr.write(`${line}\n`);
};

// Asked to end before it runs, it starts first: half of it could not be closed properly.
const ending = whenAskedToEnd();
process.stdout.write('Starting the demo… Press Ctrl-C to stop.\n');

try {
  const demo = await startDemo({ ...readDemoOptions(process.env), log });
  if (!ending.aborted) {
    process.stdout.write(`${formatSummary(demo)}\n`);
    await once(ending, 'abort');
  }
  await demo.close();
  process.exit(0);
} catch (error) {
  if (!(error instanceof DemoError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
