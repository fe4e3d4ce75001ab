import path from 'node:path';
import { parseArgs } from 'node:util';
import type { LocalStreamOptions, SegmentAccess, TranscoderChoice } from '../options.js';
import { DEFAULT_SETTINGS, parseSettings, type Settings } from '../state/settings.js';

/** Error that prevents the start, in one sentence that says what to do. Shown without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Command that starts the local Stream, and its default data folder. */
export interface Program {
  readonly command: string;
  readonly dataDir: string;
  /** Path of the folder for display. */
  readonly dataName: string;
}

const DATA_NAME = 'demo/.data/local-stream';

/** In a clone of this repository. */
export const OF_REPOSITORY: Program = {
  command: 'npm run stream --',
  dataDir: path.resolve(import.meta.dirname, '../../..', DATA_NAME),
  dataName: DATA_NAME,
};

const DEFAULT_PORT = 4401;
const SEGMENT_ACCESS: readonly SegmentAccess[] = ['lenient', 'strict', 'token-path'];
const TRANSCODERS: readonly TranscoderChoice[] = ['auto', 'ffmpeg', 'wasm', 'remux'];
const READY_AFTER: readonly Settings['readyAfter'][] = ['all', 'first'];

/** Returns the text of `--help`. */
export function helpOf({ command, dataName }: Program): string {
  return `A local Cloudflare Stream: ${command} [options]

  --port NUMBER              port to listen on, 0 for a free one (${DEFAULT_PORT})
  --data FOLDER              folder that keeps everything (${dataName})
  --account ID               account id, 32 hex digits (made once and kept in the folder)
  --token TOKEN              API token that callers have to show (made once and kept in the folder)
  --transcoder NAME          ${TRANSCODERS.join(', ')} (auto: the first that works)
  --segment-seconds SECONDS  length of a segment, 1 to 60 (4)
  --segment-access WHEN      ${SEGMENT_ACCESS.join(', ')} (lenient)
  --ready-after QUALITIES    ${READY_AFTER.join(', ')} (all)
  --set NAME=VALUE           one of the switches, as often as needed: ${wrap(Object.keys(DEFAULT_SETTINGS))}
  --help                     shows this

Each may come from the environment: LOCAL_STREAM_PORT for --port, LOCAL_STREAM_SEGMENT_ACCESS for --segment-access.
A token is safer there: command lines are shown to everybody on a machine. FFMPEG_PATH names an ffmpeg that is not on the PATH.
`;
}

/** Options from the command line. */
export interface CommandLine extends Pick<
  LocalStreamOptions,
  'port' | 'dataDir' | 'accountId' | 'apiToken' | 'segmentAccess' | 'segmentSeconds' | 'readyAfter' | 'settings'
> {
  readonly transcoder?: TranscoderChoice;
}

/**
 * Parses the command line, with the environment for missing options.
 *
 * @throws {CommandError} naming the option that there is not or whose value cannot be used.
 */
export function parseCommandLine(
  args: readonly string[],
  cwd = process.cwd(),
  program: Program = OF_REPOSITORY,
  env: NodeJS.ProcessEnv = {},
): CommandLine | 'help' {
  const { set = [], help, ...given } = readOptions(args, program);
  if (help) return 'help';
  const values = { ...fromEnvironment(env), ...given };
  const { account, token } = values;
  const port = values.port ?? String(DEFAULT_PORT);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new CommandError('--port must be a whole number from 0 to 65535.');
  if (account !== undefined && !/^[0-9a-f]{32}$/.test(account))
    throw new CommandError('--account must have 32 hex digits, in lower case.');
  // Characters that a header may contain.
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
    throw new CommandError('--token must have at least one letter, and no spaces.');
  if (values.data === '') throw new CommandError('--data must name a folder.');
  const seconds = values['segment-seconds'];
  if (seconds !== undefined && !(Number(seconds) >= 1 && Number(seconds) <= 60))
    throw new CommandError('--segment-seconds must be a number from 1 to 60.');
  const segmentAccess = oneOf('--segment-access', values['segment-access'], SEGMENT_ACCESS);
  const readyAfter = oneOf('--ready-after', values['ready-after'], READY_AFTER);
  const transcoder = oneOf('--transcoder', values.transcoder, TRANSCODERS);
  return {
    port: Number(port),
    dataDir: values.data === undefined ? path.resolve(cwd, program.dataDir) : path.resolve(cwd, values.data),
    ...(account === undefined ? {} : { accountId: account }),
    ...(token === undefined ? {} : { apiToken: token }),
    ...(seconds === undefined ? {} : { segmentSeconds: Number(seconds) }),
    ...(segmentAccess === undefined ? {} : { segmentAccess }),
    ...(readyAfter === undefined ? {} : { readyAfter }),
    ...(transcoder === undefined ? {} : { transcoder }),
    ...(set.length === 0 ? {} : { settings: readSettings(set) }),
  };
}

const text = { type: 'string' } as const;
const VALUES = {
  port: text,
  data: text,
  account: text,
  token: text,
  'segment-access': text,
  'segment-seconds': text,
  'ready-after': text,
  transcoder: text,
} as const;

function readOptions(args: readonly string[], { command }: Program) {
  const options = {
    ...VALUES,
    set: { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // Node's own sentence quotes the argument, which may be a token.
    const named = /'(?:-\w, )?(--?[a-z-]+)/.exec((error as Error).message)?.[1];
    const unknown = (error as NodeJS.ErrnoException).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
    throw new CommandError(
      `${named === undefined ? 'The command line takes options only' : unknown ? `There is no option ${named}` : `Option ${named} is not used like this`}: ${command} --help shows how.`,
    );
  }
}

/** The options that the environment holds; an empty variable is none. */
function fromEnvironment(env: NodeJS.ProcessEnv): Partial<Record<keyof typeof VALUES, string>> {
  const variableOf = (name: string) => `LOCAL_STREAM_${name.toUpperCase().replaceAll('-', '_')}`;
  return Object.fromEntries(
    Object.keys(VALUES).flatMap((name) => {
      const value = env[variableOf(name)];
      return value ? [[name, value]] : [];
    }),
  );
}

/** Reads `name=value` for each switch; a number where the switch is one. */
function readSettings(set: readonly string[]): Partial<Settings> {
  const settings = Object.fromEntries(
    set.map((each) => {
      const [name = '', ...value] = each.split('=');
      const joined = value.join('=');
      const isNumber = typeof DEFAULT_SETTINGS[name as keyof Settings] === 'number';
      return [name, isNumber && joined !== '' ? Number(joined) : joined];
    }),
  );
  try {
    return parseSettings(settings);
  } catch (error) {
    throw new CommandError(`--set: ${(error as Error).message}`);
  }
}

/** Names after one another, in lines under the descriptions. */
function wrap(names: readonly string[]): string {
  const lines: string[] = [''];
  for (const name of names) {
    const last = lines.at(-1) ?? '';
    if (`${last} ${name},`.length <= 70) lines[lines.length - 1] = last === '' ? `${name},` : `${last} ${name},`;
    else lines.push(`${name},`);
  }
  return `\n${lines.map((line) => ' '.repeat(29) + line).join('\n')}`.replace(/,$/, '');
}

function oneOf<T extends string>(option: string, value: string | undefined, values: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = values.find((each) => each === value);
  if (!found) throw new CommandError(`${option} must be one of ${values.join(', ')}.`);
  return found;
}
