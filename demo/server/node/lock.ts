import fs from 'node:fs';
import path from 'node:path';

/** Says that another process works in a folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
  readonly folder: string;
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(`The folder ${folder} is in use by process ${pid}.`);
    this.folder = folder;
    this.pid = pid;
  }
}

/**
 * Keeps a folder for this process, with a file that names it. What a killed process left is taken over.
 *
 * @returns what gives the folder back.
 * @throws {FolderInUseError} when another process that is alive, or this one, has it.
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'lock');
  fs.mkdirSync(folder, { recursive: true });
  const own = `${process.pid} ${startOf(process.pid)}`;
  for (;;) {
    try {
      fs.writeFileSync(file, own, { flag: 'wx' });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder !== undefined) throw new FolderInUseError(folder, holder);
    fs.rmSync(file, { force: true });
  }
}

/** The process that holds the lock, if it still runs. */
function readHolder(file: string): number | undefined {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch {
    return undefined; // It was given back just now.
  }
  const [pid = NaN, start] = text.split(' ').map(Number);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  // Process ids are used again, in containers very soon: the same number with another start is somebody else.
  return startOf(pid) === start ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // Signal 0 only asks.
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process started, in ticks since the machine did. 0 where the system does not tell (not Linux). */
function startOf(pid: number): number {
  try {
    // The name in brackets may hold spaces and brackets itself; the start is the 20th value behind it.
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 0);
  } catch {
    return 0;
  }
}
