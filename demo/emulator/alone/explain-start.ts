import { CommandError, OF_REPOSITORY, type CommandLine, type Program } from './command-line.js';

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

/** Turns a start error into a sentence. Returns an unexpected error unchanged. */
export function explainStart(
  error: unknown,
  { port, dataDir }: CommandLine,
  { command }: Program = OF_REPOSITORY,
): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  const instead = `${command} --port ${port < 60_000 ? Math.max(port + 100, 4_501) : 4_501}`;
  if (code === 'EADDRINUSE')
    return new CommandError(`Port ${port} is taken. Stop whatever is using it, or choose another: ${instead}`);
  if (code === 'EACCES' && port > 0 && port < 1024) {
    return new CommandError(`Port ${port} can only be used with administrator rights. Choose another: ${instead}`);
  }
  if (code === 'ERR_FOLDER_IN_USE')
    return new CommandError(
      `${(error as Error).message} Stop it first, or choose another folder: ${command} --data other-folder`,
    );
  if (code === 'ERR_NO_TRANSCODER')
    return new CommandError(`${(error as Error).message} Leave --transcoder out to take the best that works.`);
  if (!UNUSABLE.includes(code)) return error;
  return new CommandError(
    `The folder ${dataDir} cannot be used (${code}). Fix that, or choose another: ${command} --data other-folder`,
  );
}
