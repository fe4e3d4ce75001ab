import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Upload } from '@tus/server';
import type { StreamContext } from '../context.js';
import { takeOriginal, takeUpload } from './take-upload.js';

/**
 * Where unfinished tus uploads lie. Finished ones are moved out: the file store would sweep them away as expired.
 *
 * @since 0.1.0
 */
export class TusStore {
  readonly files: FileStore;
  readonly #dir: string;

  private constructor(dir: string) {
    this.#dir = dir;
    this.files = new FileStore({ directory: dir });
    // Nothing else is documented for Stream.
    this.files.extensions = ['creation'];
  }

  static async open(dataDir: string): Promise<TusStore> {
    const dir = join(dataDir, 'tus');
    await mkdir(dir, { recursive: true });
    return new TusStore(dir);
  }

  async create(uid: string, bytes: number): Promise<void> {
    await this.files.create(new Upload({ id: uid, size: bytes, offset: 0 }));
  }

  /** Bytes that are there of an unfinished upload; nothing where it is not there any more. */
  async offset(uid: string): Promise<number | undefined> {
    return (await this.files.getUpload(uid).catch(() => undefined))?.offset;
  }

  /** Hands a finished upload over to be encoded. */
  async finish(context: StreamContext, uid: string): Promise<void> {
    await takeUpload(context, uid, join(this.#dir, uid));
    await rm(join(this.#dir, `${uid}.json`), { force: true });
  }

  async remove(uid: string): Promise<void> {
    await rm(join(this.#dir, uid), { force: true });
    await rm(join(this.#dir, `${uid}.json`), { force: true });
  }

  /** Finishes uploads whose last byte arrived, but whose end was cut short with the process. */
  async recover(context: StreamContext): Promise<void> {
    for (const record of context.videos.list()) {
      if (record.status.state !== 'pendingupload') continue;
      if (await exists(context.videos.originalOf(record.uid))) await takeOriginal(context, record.uid);
      else if (record.upload.kind === 'tus') {
        const size = await stat(join(this.#dir, record.uid)).then((found) => found.size, () => -1);
        if (size === record.upload.bytes) await this.finish(context, record.uid);
      }
    }
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
