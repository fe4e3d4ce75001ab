import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** What is needed to go on with a file. The upload URL is as good as a password until the file is there. */
export interface Resumable {
  readonly uid: string;
  readonly uploadUrl: string;
  readonly protocol: 'tus' | 'form';
  /** The whole file has been taken; only the processing is waited for. */
  readonly isSent: boolean;
}

/** A file as it is recognised again: another time or another size makes it another file. */
export interface FileIdentity {
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
}

/** Remembers how far one file is, for the next start. */
export interface ResumeFile {
  read(): Promise<Resumable | undefined>;
  write(state: Resumable): Promise<void>;
  remove(): Promise<void>;
}

/** `$XDG_STATE_HOME`, or what stands for it. */
export const defaultFolder = (): string =>
  path.join(process.env.XDG_STATE_HOME ?? path.join(os.homedir(), '.local/state'), 'cf-stream-elements');

/**
 * Keeps what is needed to go on in a file that only its owner can read.
 *
 * @param account - Stream's API and the account: the same file may be sent to another one.
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
        return undefined; // None, or one that was cut off.
      }
    },
    async write(state) {
      await fs.mkdir(folder, { recursive: true, mode: 0o700 });
      // Renamed into its place, so that there is never half of one; new, so that its rights are ours.
      const fresh = `${target}.${process.pid}`;
      await fs.rm(fresh, { force: true });
      await fs.writeFile(fresh, JSON.stringify(state), { mode: 0o600, flag: 'wx' });
      await fs.rename(fresh, target);
    },
    remove: () => fs.rm(target, { force: true }),
  };
}
