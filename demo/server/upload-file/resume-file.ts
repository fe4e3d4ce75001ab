import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** State for resuming a file. The upload URL is as secret as a password until the file has arrived. */
export interface Resumable {
  readonly uid: string;
  readonly uploadUrl: string;
  readonly protocol: 'tus' | 'form';
  /** Whether the whole file was sent and only processing is left. */
  readonly isSent: boolean;
}

/** Identity of a file: another modification time or size makes it another file. */
export interface FileIdentity {
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
}

/** Stores how to resume one file at the next start. */
export interface ResumeFile {
  read(): Promise<Resumable | undefined>;
  write(state: Resumable): Promise<void>;
  remove(): Promise<void>;
}

/** Returns `$XDG_STATE_HOME` or its default. */
export const defaultFolder = (): string =>
  path.join(process.env.XDG_STATE_HOME ?? path.join(os.homedir(), '.local/state'), 'cf-stream-elements');

/**
 * Stores the state for resuming in a file that only its owner can read.
 *
 * @param account - Stream's API and account: the same file may be sent to another one.
 */
export function createResumeFile(folder: string, account: string, file: FileIdentity): ResumeFile {
  const name = createHash('sha256')
    .update(JSON.stringify([account, file.path, file.size, file.modifiedMs]))
    .digest('hex');
  const target = path.join(folder, `${name.slice(0, 32)}.json`);
  return {
    async read() {
      try {
        const state = JSON.parse(await fs.readFile(target, 'utf8')) as Resumable;
        return typeof state.uid === 'string' && /^https?:/.test(state.uploadUrl) ? state : undefined;
      } catch {
        return undefined; // missing or truncated
      }
    },
    async write(state) {
      await fs.mkdir(folder, { recursive: true, mode: 0o700 });
      // Renamed into place, so that it is never incomplete; a new file, so that it has our permissions.
      const fresh = `${target}.${process.pid}`;
      await fs.rm(fresh, { force: true });
      await fs.writeFile(fresh, JSON.stringify(state), { mode: 0o600, flag: 'wx' });
      await fs.rename(fresh, target);
    },
    remove: () => fs.rm(target, { force: true }),
  };
}
