// `npm run upload-file -- FILE`: sends a video to Stream from the command line. README.md says how it is used.
import { parseArgs } from 'node:util';
import { ApiError } from '../errors.js';
import { SettingsError, readStreamSettings } from '../settings.js';
import { createStreamApi } from '../stream-api.js';
import { createProgressView } from './progress.js';
import { createResumeFile, defaultFolder } from './resume-file.js';
import { UploadError } from './upload-error.js';
import { uploadFile } from './upload-file.js';

const USAGE = `Usage: npm run upload-file -- FILE [options]

Sends a video to Cloudflare Stream and waits until it can be played. Prints its uid. Interrupted, the same command goes on.

  --name NAME      what the video is called; the file's name by default
  --no-wait        ends when the file is there, without waiting for the processing
  --chunk-size MB  size of a piece above 200 MB: a multiple of 0.25 from 5 to 200 MiB, 50 by default
  --state FOLDER   where it is kept how to go on: upload URLs, which nobody else may read

From the environment: STREAM_ACCOUNT_ID, STREAM_API_TOKEN; STREAM_API_BASE, STREAM_APP_NAME, MAX_DURATION_SECONDS if wanted.
`;

/** Returns 2 for a usage error, 130 after Ctrl-C, 1 for anything else. */
async function main(args: string[]): Promise<number> {
  const fail = (code: string, message: string, status: number): number => {
    process.stderr.write(`upload-file: ${code}: ${message}\n`);
    return status;
  };
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        'no-wait': { type: 'boolean' },
        'chunk-size': { type: 'string' },
        state: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return fail('USAGE', (error as Error).message, 2);
  }
  const { values, positionals } = parsed;
  const [file] = positionals;
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const chunkMib = Number(values['chunk-size'] ?? 50);
  if (file === undefined || positionals.length > 1) return fail('USAGE', `one FILE is wanted.\n\n${USAGE}`, 2);
  if (!(chunkMib >= 5 && chunkMib <= 200 && Number.isInteger(chunkMib * 4)))
    return fail('USAGE', '--chunk-size must be a multiple of 0.25 from 5 to 200.', 2);

  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  process.once('SIGTERM', () => interrupted.abort());
  const view = createProgressView(process.stderr);
  try {
    const settings = readStreamSettings(process.env);
    const uid = await uploadFile({
      file,
      view,
      name: values.name,
      chunkBytes: chunkMib * 1024 ** 2,
      isWaiting: !values['no-wait'],
      signal: interrupted.signal,
      stream: createStreamApi(settings),
      resumeFor: (identity) =>
        createResumeFile(
          values.state ?? defaultFolder(),
          `${settings.stream.base} ${settings.stream.accountId}`,
          identity,
        ),
      say: (sentence) => void process.stderr.write(`${sentence}\n`),
    });
    process.stdout.write(`${uid}\n`);
    return 0;
  } catch (error) {
    view.end();
    if (error instanceof SettingsError) return fail('SETTINGS', error.message, 2);
    if (!(error instanceof UploadError || error instanceof ApiError)) throw error;
    return fail(error.code, error.message, interrupted.signal.aborted ? 130 : 1);
  }
}

process.exitCode = await main(process.argv.slice(2));
