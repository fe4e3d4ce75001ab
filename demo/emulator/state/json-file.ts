import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

/**
 * A JSON file that is always whole: written beside itself and renamed, one write after the other. Readable by its
 * owner only, as some of them hold keys.
 *
 * @since 0.1.0
 */
export class JsonFile<T> {
  readonly #path: string;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Answers what was written last, or `undefined` where nothing was. */
  async read(): Promise<T | undefined> {
    try {
      return JSON.parse(await readFile(this.#path, 'utf8')) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Resolves once `value`, as it is now, is on disk. */
  write(value: T): Promise<void> {
    const text = `${JSON.stringify(value, null, 2)}\n`;
    const written = this.#lastWrite.then(async () => {
      const temporary = `${this.#path}.${randomBytes(4).toString('hex')}.tmp`;
      await writeFile(temporary, text, { mode: 0o600 });
      await rename(temporary, this.#path);
    });
    // A write that failed (a full disk) is told to whoever asked for it, and does not stop the next one.
    this.#lastWrite = written.catch(() => undefined);
    return written;
  }
}
