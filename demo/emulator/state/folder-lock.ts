import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Keeps a folder for this process: two that write to it would undo each other's work. What a killed process left is
 * taken over.
 *
 * @returns what gives the folder back.
 * @throws {Error} with `code` `ERR_FOLDER_IN_USE` when a process that runs has it, this one included.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'lock');
  for (;;) {
    try {
      writeFileSync(file, describeProcess(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder !== undefined) {
      throw Object.assign(new Error(`The folder ${folder} is in use by process ${holder}.`), {
        code: 'ERR_FOLDER_IN_USE',
      });
    }
    rmSync(file, { force: true });
  }
}

function readHolder(file: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined; // Given back just now.
  }
  const pid = parseInt(text, 10);
  return pid > 0 && isAlive(pid) && describeProcess(pid) === text ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // Signal 0 only asks.
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Its id and, where the system tells (Linux), when it started: ids are used again, in containers very soon. */
function describeProcess(pid: number): string {
  try {
    // The name in brackets may hold spaces and brackets itself; the start is the 20th value behind it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return String(pid);
  }
}
