// `npm run stream`: the local Stream alone. Options stand in alone/command-line.ts.
import { once } from 'node:events';
import { CommandError, explainStart, HELP, parseCommandLine, type CommandLine } from './alone/command-line.js';
import { writeEnvFile } from './alone/env-file.js';
import { formatSummary } from './alone/summary.js';
import { createLocalStream } from './local-stream.js';

// Asked to end before it runs, it starts first: half of it could not be closed properly.
const ending = new AbortController();
process.on('SIGINT', () => ending.abort());
process.on('SIGTERM', () => ending.abort());
// npm puts a shell between, which dies of a signal and passes none on. Who is left behind has another parent then.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid !== parent) ending.abort();
  }, 500).unref();
}

async function run(options: CommandLine): Promise<void> {
  const stream = await createLocalStream({ ...options, log: (line) => process.stderr.write(`${line}\n`) });
  try {
    const ownToken = options.apiToken === undefined;
    const envFile = await writeEnvFile(options.dataDir, stream, ownToken);
    if (ending.signal.aborted) return;
    process.stdout.write(`${formatSummary(stream, { dataDir: options.dataDir, envFile, ownToken })}\n`);
    await once(ending.signal, 'abort');
  } finally {
    await stream.close();
  }
}

try {
  const options = parseCommandLine(process.argv.slice(2));
  if (options === 'help') process.stdout.write(HELP);
  else {
    await run(options).catch((error: unknown) => {
      throw explainStart(error, options);
    });
  }
  process.exit(0);
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
