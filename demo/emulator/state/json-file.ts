import { randomBytes } from 'node:crypto';
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * A JSON file that is always whole: written beside itself and renamed, one write after the other. Readable by its
 * owner only, as some of them hold keys.
 */
export class JsonFile<T> {
  readonly #path: string;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Returns the last written value, or `undefined` without one. */
  async read(): Promise<T | undefined> {
    try {
      return JSON.parse(await readFile(this.#path, 'utf8')) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Removes temporary files of a process that was killed while writing. */
  async sweep(): Promise<void> {
    const [dir, name] = [dirname(this.#path), basename(this.#path)];
    for (const other of await readdir(dir)) {
      if (other.startsWith(`${name}.`) && other.endsWith('.tmp')) await rm(join(dir, other), { force: true });
    }
  }

  /** Resolves once the current `value` is on disk. */
  write(value: T): Promise<void> {
    const text = `${JSON.stringify(value, null, 2)}\n`;
    const written = this.#lastWrite.then(async () => {
      const temporary = `${this.#path}.${randomBytes(4).toString('hex')}.tmp`;
      try {
        await writeFile(temporary, text, { mode: 0o600 });
        await rename(temporary, this.#path);
      } catch (error) {
        // On a full disk above all: nothing half-written is left to fill it further.
        await rm(temporary, { force: true }).catch(() => undefined);
        throw error;
      }
    });
    // A failed write (a full disk) is reported to its caller, and does not block the next one.
    this.#lastWrite = written.catch(() => undefined);
    return written;
  }
}
