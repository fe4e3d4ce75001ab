import { once } from 'node:events';
import { createLocalStream } from '../local-stream.js';
import { CommandError, helpOf, parseCommandLine, type CommandLine, type Program } from './command-line.js';
import { whenAskedToEnd } from './ending.js';
import { writeEnvFile } from './env-file.js';
import { explainStart } from './explain-start.js';
import { formatSummary } from './summary.js';

/** Runs the local Stream alone, until it is asked to end; then the process ends, too. */
export async function runCommand(program: Program): Promise<void> {
  // Asked to end before it runs, it starts first: half of it could not be closed properly.
  const ending = whenAskedToEnd();
  try {
    const options = parseCommandLine(process.argv.slice(2), process.cwd(), program, process.env);
    if (options === 'help') process.stdout.write(helpOf(program));
    else {
      await run(options, ending).catch((error: unknown) => {
        throw explainStart(error, options, program);
      });
    }
    process.exit(0);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

async function run(options: CommandLine, ending: AbortSignal): Promise<void> {
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
