import path from 'node:path';
import { parseArgs } from 'node:util';
import type { LocalStreamOptions, SegmentAccess, TranscoderChoice } from '../options.js';

/** Why the local Stream cannot start, in one sentence that says what to do. Shown as it is, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

const DEFAULT_PORT = 4401;
const DEFAULT_DATA = path.resolve(import.meta.dirname, '../../.data/local-stream');
const SEGMENT_ACCESS: readonly SegmentAccess[] = ['lenient', 'strict', 'token-path'];
const TRANSCODERS: readonly TranscoderChoice[] = ['auto', 'ffmpeg', 'wasm', 'remux'];

/** What `--help` shows. */
export const HELP = `A local Cloudflare Stream: npm run stream -- [options]

  --port NUMBER          port to listen on, 0 for a free one (${DEFAULT_PORT})
  --data FOLDER          folder that keeps everything (demo/.data/local-stream)
  --account ID           account id, 32 hex digits (made once and kept in the folder)
  --token TOKEN          API token that callers have to show (made once and kept in the folder)
  --segment-access WHEN  ${SEGMENT_ACCESS.join(', ')} (lenient)
  --transcoder NAME      ${TRANSCODERS.join(', ')} (auto)
  --help                 shows this

Everything else can be switched while it runs: demo/emulator/README.md.
`;

/** What the command line asks for. */
export interface CommandLine extends Pick<
  LocalStreamOptions,
  'port' | 'dataDir' | 'accountId' | 'apiToken' | 'segmentAccess'
> {
  readonly transcoder?: TranscoderChoice;
}

/**
 * Reads the command line of `npm run stream`.
 *
 * @throws {CommandError} naming the option that there is not or whose value cannot be used.
 */
export function parseCommandLine(args: readonly string[], cwd = process.cwd()): CommandLine | 'help' {
  const values = readOptions(args);
  if (values.help) return 'help';
  const { account, token } = values;
  const port = values.port ?? String(DEFAULT_PORT);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new CommandError('--port must be a whole number from 0 to 65535.');
  if (account !== undefined && !/^[0-9a-f]{32}$/.test(account))
    throw new CommandError('--account must have 32 hex digits, in lower case.');
  // What a header can carry.
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
    throw new CommandError('--token must have at least one letter, and no spaces.');
  if (values.data === '') throw new CommandError('--data must name a folder.');
  const segmentAccess = oneOf('--segment-access', values['segment-access'], SEGMENT_ACCESS);
  const transcoder = oneOf('--transcoder', values.transcoder, TRANSCODERS);
  return {
    port: Number(port),
    dataDir: values.data === undefined ? DEFAULT_DATA : path.resolve(cwd, values.data),
    ...(account === undefined ? {} : { accountId: account }),
    ...(token === undefined ? {} : { apiToken: token }),
    ...(segmentAccess === undefined ? {} : { segmentAccess }),
    ...(transcoder === undefined ? {} : { transcoder }),
  };
}

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    port: text,
    data: text,
    account: text,
    token: text,
    'segment-access': text,
    transcoder: text,
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // Node's own sentence quotes the argument, which may be a token.
    const named = /'(?:-\w, )?(--?[a-z-]+)/.exec((error as Error).message)?.[1];
    const unknown = (error as NodeJS.ErrnoException).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
    throw new CommandError(
      `${named === undefined ? 'The command line takes options only' : unknown ? `There is no option ${named}` : `Option ${named} is not used like this`}: npm run stream -- --help shows how.`,
    );
  }
}

function oneOf<T extends string>(option: string, value: string | undefined, values: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = values.find((each) => each === value);
  if (!found) throw new CommandError(`${option} must be one of ${values.join(', ')}.`);
  return found;
}

const UNUSABLE = [
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'ENOENT',
  'EISDIR',
  'ENOSPC',
  'EDQUOT',
  'ENAMETOOLONG',
  'ELOOP',
];

/** Makes a sentence of why it could not start. Gives an error that nobody foresaw back as it is. */
export function explainStart(error: unknown, { port, dataDir, transcoder }: CommandLine): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  const instead = `npm run stream -- --port ${port < 60_000 ? Math.max(port + 100, 4_501) : 4_501}`;
  if (code === 'EADDRINUSE')
    return new CommandError(`Port ${port} is taken. Stop what uses it, or choose another: ${instead}`);
  if (code === 'EACCES' && port > 0 && port < 1024) {
    return new CommandError(`Port ${port} may not be used without special rights. Choose another: ${instead}`);
  }
  if (code === 'ERR_FOLDER_IN_USE')
    return new CommandError(
      `${(error as Error).message} Stop it first, or choose another folder: npm run stream -- --data other-folder`,
    );
  if (code === 'ERR_NO_TRANSCODER')
    return new CommandError(
      `The transcoder "${transcoder ?? 'auto'}" does not work on this machine. Leave --transcoder out to take the best that does.`,
    );
  if (!UNUSABLE.includes(code)) return error;
  return new CommandError(
    `The folder ${dataDir} cannot be used (${code}). Change that, or choose another: npm run stream -- --data other-folder`,
  );
}
