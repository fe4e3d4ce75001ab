import { SettingsError } from '../server/settings.js';
import { DatabaseError } from '../server/node/database.js';
import { FolderInUseError } from '../server/node/lock.js';

/** Why the demo cannot start, in one sentence that says what to do. Shown as it is, without a stack. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}

/** The two ports by the name of the variable that changes them. */
export type PortName = 'PORT' | 'STREAM_PORT';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? '';

/** Makes a sentence of why a port cannot be listened on. Gives every other error back as it is. */
export function explainPort(error: unknown, name: PortName, port: number): unknown {
  const instead = `${name}=${port < 60_000 ? Math.max(port + 100, 4_500) : 4_500} npm start`;
  if (codeOf(error) === 'EADDRINUSE') {
    return new DemoError(`Port ${port} is taken. Stop whatever is using it, or choose another: ${instead}`);
  }
  // Below 1024, and only there, EACCES is about the port; a folder may be the reason as well.
  if (codeOf(error) === 'EACCES' && port > 0 && port < 1_024) {
    return new DemoError(`Port ${port} can only be used with administrator rights. Choose another: ${instead}`);
  }
  return error;
}

const UNUSABLE = new Set([
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
]);

/** Makes a sentence of why the data folder cannot be used. Gives every other error back as it is. */
export function explainFolder(error: unknown, folder: string): unknown {
  if (error instanceof FolderInUseError) {
    return new DemoError(
      `The demo is already running with the folder ${folder}. Stop it first, or choose another folder and other ports: DEMO_DATA=other-folder PORT=4500 STREAM_PORT=4501 npm start`,
    );
  }
  if (error instanceof DatabaseError && error.message.includes('DATABASE_URL')) {
    return new DemoError(`${error.message} Check it, or leave it out to use the embedded database.`);
  }
  if (error instanceof DatabaseError) {
    return new DemoError(
      `${error.message} Move it away to start afresh, or choose another folder: DEMO_DATA=other-folder npm start`,
    );
  }
  if (error instanceof SettingsError) return new DemoError(error.message);
  if (!UNUSABLE.has(codeOf(error))) return error;
  const reason = ['ENOSPC', 'EDQUOT'].includes(codeOf(error)) ? 'there is no space left' : codeOf(error);
  return new DemoError(
    `The folder ${folder} cannot be written to (${reason}). Fix that, or choose another: DEMO_DATA=other-folder npm start`,
  );
}
