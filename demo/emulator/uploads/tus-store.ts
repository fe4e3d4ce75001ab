import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Upload } from '@tus/server';
import { takeUpload, type TakeContext } from './take-upload.js';
import { TusFiles } from './tus-files.js';

/** Where unfinished tus uploads lie. Finished ones are moved out: the file store would sweep them away as expired. */
export class TusStore {
  readonly files: TusFiles;
  readonly #dir: string;

  private constructor(dir: string) {
    this.#dir = dir;
    this.files = new TusFiles(dir);
  }

  static async open(dataDir: string): Promise<TusStore> {
    const dir = join(dataDir, 'tus');
    await mkdir(dir, { recursive: true });
    return new TusStore(dir);
  }

  async create(uid: string, bytes: number): Promise<void> {
    try {
      await this.files.create(new Upload({ id: uid, size: bytes, offset: 0 }));
    } catch (error) {
      await this.remove(uid);
      throw error;
    }
  }

  /** Returns the received bytes of an unfinished upload; `undefined` if it is gone. */
  async offset(uid: string): Promise<number | undefined> {
    return (await this.files.getUpload(uid).catch(() => undefined))?.offset;
  }

  /** Passes a finished upload on to be encoded; may be repeated after a failure. */
  async finish(context: TakeContext, uid: string): Promise<void> {
    if (await takeUpload(context, uid, join(this.#dir, uid))) await rm(join(this.#dir, `${uid}.json`), { force: true });
  }

  async remove(uid: string): Promise<void> {
    await rm(join(this.#dir, uid), { force: true });
    await rm(join(this.#dir, `${uid}.json`), { force: true });
  }

  /** Removes files of uploads that cannot resume. */
  async sweep(goesOn: (uid: string) => boolean): Promise<void> {
    for (const name of await readdir(this.#dir)) {
      const uid = name.replace(/\.json$/, '');
      if (!goesOn(uid)) await this.remove(uid);
    }
  }
}
