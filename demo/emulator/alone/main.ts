// `npm run stream`: the local Stream alone. Options stand in alone/command-line.ts.
import { once } from 'node:events';
import { CommandError, explainStart, HELP, parseCommandLine, type CommandLine } from './command-line.js';
import { whenAskedToEnd } from './ending.js';
import { writeEnvFile } from './env-file.js';
import { formatSummary } from './summary.js';
import { createLocalStream } from '../local-stream.js';

// Asked to end before it runs, it starts first: half of it could not be closed properly.
const ending = whenAskedToEnd();

async function run(options: CommandLine): Promise<void> {
  const stream = await createLocalStream({ ...options, log: (line) => process.stderr.write(`${line}\n`) });
  try {
    const ownToken = options.apiToken === undefined;
    const envFile = await writeEnvFile(options.dataDir, stream, ownToken);
    if (ending.aborted) return;
    process.stdout.write(`${formatSummary(stream, { dataDir: options.dataDir, envFile, ownToken })}\n`);
    await once(ending, 'abort');
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
